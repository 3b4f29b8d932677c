package dev.millrace.orchestrator.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The guide's table of steps says what there is, no less and no more. */
class GuideTest {

    private static final Path GUIDE = Path.of("../docs/guide/pipelines.md");
    private static final Pattern NAME = Pattern.compile("`(\\w+)[.\\w]*`");

    @ParameterizedTest
    @EnumSource(StepType.class)
    void namesEveryFieldAndOutputOfAStep(StepType type) throws IOException {
        var cells = row(type).split("\\|");

        var fields = new ArrayList<>(Shape.components(StepBody.of(type)).keySet());
        if (type == StepType.MAP) {
            fields.add(1, "each"); // a step, which is read apart
        }
        assertThat(names(cells[2])).containsExactlyElementsOf(fields);
        assertThat(names(cells[3])).containsExactlyInAnyOrderElementsOf(type.outputs());
    }

    private static String row(StepType type) throws IOException {
        return Files.readAllLines(GUIDE).stream()
                .filter(line -> line.startsWith("| `%s` |".formatted(type)))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell).results().map(result -> result.group(1)).toList();
    }
}
