package dev.millrace.orchestrator.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.validation.Validation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Examples in which one value was changed at random: the schema must not be stricter than we. */
class SchemaAgreementTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Definitions DEFINITIONS =
            new Definitions(JSON, Validation.buildDefaultValidatorFactory().getValidator());
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(JSON.valueToTree(DefinitionSchema.create()));
    private static final List<@Nullable Object> VALUES =
            Arrays.asList(
                    null,
                    true,
                    -1,
                    0,
                    7,
                    0.5,
                    "",
                    "text",
                    "10s",
                    "${parameters.data}",
                    "x-${parameters.data}",
                    List.of(),
                    List.of(1),
                    Map.of(),
                    Map.of("type", "string"));

    @ParameterizedTest
    @MethodSource("dev.millrace.orchestrator.definition.DefinitionSchemaTest#acceptsEveryExample")
    void whatTheSchemaRefusesIsRefusedWhenPosted(Path example) throws Exception {
        var random = new Random(42);
        var original = NodeReader.read(Files.readString(example), new Mistakes()).plain();
        var stricter = new ArrayList<Error>();
        int wrong = 0;
        int foreseen = 0;
        for (int i = 0; i < 150; i++) {
            var changed = JSON.writeValueAsString(changed(original, random));
            var errors = SCHEMA.validate(JSON.readTree(changed));
            boolean mistaken = !DEFINITIONS.check(changed).isEmpty();
            if (!mistaken) {
                stricter.addAll(errors);
            }
            wrong += mistaken ? 1 : 0;
            foreseen += errors.isEmpty() ? 0 : 1;
        }
        assertThat(stricter).isEmpty();
        // The others are wrong together with something else: references, names of steps, cycles.
        assertThat(foreseen).as("of %d wrong ones", wrong).isGreaterThan(wrong * 6 / 10);
    }

    @ParameterizedTest
    @MethodSource(
            "dev.millrace.orchestrator.definition.DefinitionSchemaTest#acceptsEveryPipelineOfTheGuide")
    void isNoStricterAboutThePipelinesOfTheGuide(String text) throws Exception {
        var random = new Random(7);
        var original = NodeReader.read(text, new Mistakes()).plain();
        for (int i = 0; i < 60; i++) {
            var changed = JSON.writeValueAsString(changed(original, random));
            if (DEFINITIONS.check(changed).isEmpty()) {
                assertThat(SCHEMA.validate(JSON.readTree(changed))).as(changed).isEmpty();
            }
        }
    }

    private static @Nullable Object changed(@Nullable Object value, Random random) {
        boolean here = random.nextInt(6) == 0;
        if (value instanceof Map<?, ?> map && !map.isEmpty() && !here) {
            return changedMapping(map, random);
        }
        if (value instanceof List<?> list && !list.isEmpty() && !here) {
            var copy = new ArrayList<@Nullable Object>(list);
            int at = random.nextInt(copy.size());
            copy.set(at, changed(copy.get(at), random));
            return copy;
        }
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private static Map<String, @Nullable Object> changedMapping(Map<?, ?> map, Random random) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> copy.put(name.toString(), value));
        var names = List.copyOf(copy.keySet());
        var name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> copy.remove(name);
            case 1 -> copy.put(name + "x", copy.remove(name));
            default -> copy.put(name, changed(copy.get(name), random));
        }
        return copy;
    }
}
