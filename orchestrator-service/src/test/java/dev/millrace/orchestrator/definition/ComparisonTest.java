package dev.millrace.orchestrator.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.failure.Mistake;
import jakarta.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTest {

    private static final Definitions DEFINITIONS =
            new Definitions(
                    JsonMapper.builder().build(),
                    Validation.buildDefaultValidatorFactory().getValidator());

    static Stream<Path> examples() throws IOException {
        try (var files = Files.walk(Path.of("../examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void findsNoMistakeInTheExamples(Path example) throws IOException {
        assertThat(DEFINITIONS.check(Files.readString(example))).isEmpty();
    }

    @Test
    void refusesCandidatesThatCannotBeCompared() {
        assertThat(mistakes("{type: compare, better: lower, of: {a: [1]}}"))
                .containsExactly("names fewer than two candidates to compare");
        assertThat(mistakes("{type: compare, better: lower, of: {a: [1], b: [1, 2]}}"))
                .singleElement()
                .asString()
                .startsWith("has lists of ");
        assertThat(mistakes("{type: compare, better: smaller, of: {a: [1], b: [2]}}")).hasSize(1);
        assertThat(mistakes("{type: compare, of: {a: [x], b: [2]}}")).hasSize(2);
        assertThat(mistakes("{type: compare, better: higher, of: {a: [1, 2], b: [2, 3]}}"))
                .isEmpty();
    }

    private static Stream<String> mistakes(String step) {
        return DEFINITIONS.check("pipeline: p\nsteps:\n  report: " + step + "\n").stream()
                .map(Mistake::message);
    }
}
