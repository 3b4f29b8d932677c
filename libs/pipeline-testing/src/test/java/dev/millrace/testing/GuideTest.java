package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The guide shows code that runs and words that are said. */
class GuideTest {

    private static final Path TESTS = Path.of("src/test/java/dev/millrace/testing");
    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("`\\.?(\\w+)(?:\\([^`]*\\))?`");

    private final String guide = read(Path.of("../../docs/guide/testing.md"));

    @Test
    void showsCodeOfTheseTests() throws IOException {
        try (var files = Files.list(TESTS)) {
            var tests = files.map(GuideTest::read).map(GuideTest::words).toList();

            assertThat(blocks("java"))
                    .hasSize(4)
                    .allMatch(block -> tests.stream().anyMatch(test -> test.contains(block)));
        }
    }

    @Test
    void showsATimelineOfTheseTests() {
        var timeline = words(read(TESTS.resolve("TimelineTest.java")));

        assertThat(blocks("")).hasSize(1).allMatch(timeline::contains);
    }

    @Test
    void namesEveryExpectation() {
        var section = guide.substring(guide.indexOf("## What is expected"));
        var named = CALL.matcher(section).results().map(call -> call.group(1)).toList();

        assertThat(named)
                .containsAll(declared(RunAssert.class))
                .containsAll(declared(StepAssert.class));
    }

    @Test
    void namesEverythingThatAStepCanDo() {
        assertThat(CALL.matcher(guide).results().map(call -> call.group(1)))
                .contains("succeeds", "answers", "fails", "failsTimes", "never", "takes")
                .containsAll(
                        declared(StepStub.class).stream()
                                .filter(name -> !List.of("run", "with").contains(name))
                                .toList())
                .containsAll(declared(Intervention.class));
    }

    private static List<String> declared(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> java.lang.reflect.Modifier.isPublic(method.getModifiers()))
                .map(java.lang.reflect.Method::getName)
                .distinct()
                .toList();
    }

    private List<String> blocks(String language) {
        return BLOCK.matcher(guide)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> words(block.group(2)))
                .collect(Collectors.toList());
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String read(Path file) {
        return Sources.read(file);
    }
}
