package dev.millrace.orchestrator.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.failure.Mistake;
import jakarta.validation.Validation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SecretTextTest {

    private static final List<String> PIECES =
            List.of("$", "{", "}", "${", "$${", "$$", "secrets.key", "${secrets.key}", "a", " ");

    private final Map<String, @Nullable Object> parameters = new HashMap<>();

    @Test
    void storesTheNameOfASecretAndFillsInItsValueLater() {
        parameters.put("user", "ann");
        var body = Map.of("auth", "${parameters.user}:${secrets.key}", "whole", "${secrets.key}");

        var sealed = SecretText.sealed(body, scope());

        assertThat(sealed).isEqualTo(Map.of("auth", "ann:${key}", "whole", "${key}"));
        assertThat(SecretText.names(sealed)).containsExactly("key");
        assertThat(opened(sealed)).isEqualTo(Map.of("auth", "ann:s3cret", "whole", "s3cret"));
    }

    @Test
    void aValueThatLooksLikeAReferenceStaysWhatItIs() {
        parameters.put("evil", "${secrets.key}");
        parameters.put("nested", Map.of("list", List.of("${secrets.key}", 7)));
        parameters.put("sign", "$");
        parameters.put("rest", "{secrets.key}");
        var body =
                List.of(
                        "${parameters.evil}",
                        "x ${parameters.evil}",
                        "${parameters.nested}",
                        "${parameters.sign}${parameters.rest}",
                        "${parameters.sign}${secrets.key}",
                        "$${secrets.key}");

        assertThat(opened(SecretText.sealed(body, scope())))
                .isEqualTo(
                        List.of(
                                "${secrets.key}",
                                "x ${secrets.key}",
                                Map.of("list", List.of("${secrets.key}", 7)),
                                "${secrets.key}",
                                "$s3cret",
                                "${secrets.key}"));
    }

    @Test
    void whateverTheParametersHoldOnlyTheDefinitionsReferenceBecomesTheSecret() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var one = text(random);
            var other = text(random);
            parameters.put("one", one);
            parameters.put("other", other);

            var sealed =
                    SecretText.sealed(
                            "${parameters.one}${secrets.key}${parameters.other}", scope());

            assertThat(opened(sealed)).isEqualTo(one + "s3cret" + other);
        }
    }

    @Test
    void onlyStepsThatKeepNothingMayReferToSecrets() {
        assertThat(mistakes("{type: http, url: 'http://a/', body: '${secrets.key}'}")).isEmpty();
        assertThat(
                        mistakes(
                                "{type: map, over: [1], each: {type: http, url: 'http://a/${secrets.key}'}}"))
                .isEmpty();
        for (var step :
                List.of(
                        "{type: emit, name: n, data: {a: '${secrets.key}'}}",
                        "{type: train, model: m, preparedData: '${secrets.key}'}",
                        "{type: condition, require: '${secrets.key} == 1'}",
                        "{type: noop, when: '${secrets.key} == 1'}",
                        "{type: http, url: 'http://a/', when: '${secrets.key} == 1'}",
                        "{type: pipeline, pipeline: p, parameters: {a: '${secrets.key}'}}",
                        "{type: map, over: ['${secrets.key}'], each: {type: noop}}")) {
            assertThat(mistakes(step))
                    .as(step)
                    .anySatisfy(mistake ->
                            assertThat(mistake).contains("${secrets.key} cannot be used here"));
        }
    }

    private static List<String> mistakes(String step) {
        return new Definitions(
                        JsonMapper.builder().build(),
                        Validation.buildDefaultValidatorFactory().getValidator())
                .check("pipeline: p\nsteps:\n  a: " + step).stream().map(Mistake::message).toList();
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private Scope scope() {
        return new Scope(parameters, Map.of());
    }

    private static @Nullable Object opened(@Nullable Object sealed) {
        return SecretText.opened(sealed, name -> name.equals("key") ? "s3cret" : "?");
    }
}
