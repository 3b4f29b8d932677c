package dev.millrace.orchestrator.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FragmentsTest {

    private static final Definitions DEFINITIONS = Definitions.standalone();

    private static final String TEXT =
            """
            pipeline: p
            parameters: {where: /data}
            fragments:
              patient: {timeout: 3h, retry: {attempts: 5, backoff: 2s}}
              load:
                extends: patient
                type: ingest
                source: "${parameters.where}/rows.csv"
                csv: {nullTokens: ["?"], types: {Age: LONG}}
                compensate: {type: profile, dataset: d@1, timeout: 1m}
            steps:
              whole: {extends: load, dataset: a}
              other:
                extends: load
                dataset: b
                timeout: 5m
                retry: {attempts: 2}
                csv: {nullTokens: [], types: {Sex: STRING}}
                compensate: {timeout: 2m}
              many: {type: map, over: [1, 2], each: {extends: patient, type: noop}}
            finally:
              last: {extends: patient, type: noop}
            """;

    private static StepDefinition step(String name) {
        return DEFINITIONS.parse(TEXT).steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStepSaysWhatItsFragmentSaysAndItsOwnWordCounts() {
        assertThat(step("whole").timeout()).isEqualTo(Duration.ofHours(3));
        assertThat(step("whole").retry().attempts()).isEqualTo(5);
        assertThat(step("other").timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(step("other").retry().attempts()).isEqualTo(2);
        assertThat(step("other").retry().backoff()).isEqualTo(Duration.ofSeconds(2));
        assertThat(step("other").body().get("csv"))
                .isEqualTo(
                        Map.of(
                                "nullTokens",
                                List.of(),
                                "types",
                                Map.of("Age", "LONG", "Sex", "STRING")));
        assertThat(step("last").timeout()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void stepsWithinStepsCanExtendToo() {
        assertThat(step("whole.compensate").timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(step("other.compensate").timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(step("other.compensate").type()).isEqualTo(StepType.PROFILE);
        assertThat(step("many").each().retry().attempts()).isEqualTo(5);
    }

    @Test
    void aMistakeInAFragmentIsToldWhereItWasMade() {
        assertThat(DEFINITIONS.check(TEXT.replace("Age: LONG", "Age: LNG")))
                .isNotEmpty()
                .allSatisfy(mistake -> {
                    assertThat(mistake.line()).isEqualTo(9);
                    assertThat(mistake.message()).contains("one of BOOLEAN");
                });
        assertThat(DEFINITIONS.check(TEXT.replace("dataset: a}", "datset: a}")))
                .isNotEmpty()
                .allSatisfy(mistake -> assertThat(mistake.line()).isEqualTo(12));
    }

    @Test
    void parametersStandForTheirValuesInFragments() {
        assertThat(DEFINITIONS.check(TEXT, Map.of("where", "/elsewhere"))).isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("fragments: [1]", "noop", 1, "must be a mapping of names"),
                arguments("fragments: {f: 1}", "noop", 1, "must be a mapping with fields"),
                arguments("fragments: {F!: {}}", "noop", 1, "lower-case letters"),
                arguments("fragments: {load: {}}", "{extends: laod}", 3, "did you mean 'load'?"),
                arguments("fragments: {f: {}}", "{extends: f}", 3, "'type' is required"),
                arguments("fragments: {f: {extends: f}}", "{type: noop}", 1, "itself: f -> f"),
                arguments(
                        "fragments: {f: {extends: g}, g: {extends: f}}",
                        "{extends: f, type: noop}",
                        1,
                        "itself: f -> g -> f"),
                arguments(
                        "fragments: {"
                                + IntStream.range(0, 5000)
                                        .mapToObj(i -> "f%d: {extends: f%d}".formatted(i, i + 1))
                                        .collect(Collectors.joining(", "))
                                + ", f5000: {}}",
                        "{type: noop}",
                        1,
                        "extends more than 32"),
                arguments(
                        "fragments: {f: {type: map, each: {extends: f}}}",
                        "{extends: f, over: [1]}",
                        1,
                        "cannot be done with every item"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesMistakesOfFragments(String fragments, String step, long line, String message) {
        var text = "%s\nsteps:\n  a: %s\npipeline: p\n".formatted(fragments, step);

        assertThat(DEFINITIONS.check(text))
                .anySatisfy(mistake -> {
                    assertThat(mistake.message()).contains(message);
                    assertThat(mistake.line()).isEqualTo(line);
                });
    }

    @Test
    void aFragmentThatManyStepsExtendCannotGrowWithoutBound() {
        var text =
                "pipeline: p\nfragments: {f: {type: noop, x: [%s]}}\nsteps:\n"
                                .formatted("1,".repeat(100_000))
                        + IntStream.range(0, 9000)
                                .mapToObj("  s%d: {extends: f}\n"::formatted)
                                .collect(Collectors.joining());

        assertThat(DEFINITIONS.check(text))
                .anySatisfy(mistake ->
                        assertThat(mistake.message()).contains("once fragments are put in"));
    }
}
