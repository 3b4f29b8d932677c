package dev.millrace.orchestrator.definition;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class StepsGuideTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```yaml\n(pipeline: .*?)```", Pattern.DOTALL);
    private static final Definitions DEFINITIONS =
            new Definitions(
                    JsonMapper.builder().build(),
                    Validation.buildDefaultValidatorFactory().getValidator());

    static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("../docs/guide/steps.md")))
                .results()
                .map((MatchResult match) -> match.group(1));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAPipeline(String example) {
        assertThat(DEFINITIONS.check(example)).isEmpty();
    }
}
