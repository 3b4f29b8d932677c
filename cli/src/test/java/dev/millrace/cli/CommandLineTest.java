package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.platform.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is typed, what comes out, and with which exit code. */
class CommandLineTest {

    @TempDir private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream originalOut = System.out;
    private final PrintStream originalErr = System.err;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true));
        System.setErr(new PrintStream(err, true));
    }

    @AfterEach
    void release() {
        System.setOut(originalOut);
        System.setErr(originalErr);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "init",
                "up",
                "down",
                "status",
                "doctor",
                "logs",
                "run",
                "predict",
                "bench",
                "gc",
                "test",
                "why",
                "approve",
                "schedules",
                "triggers",
                "pools"
            })
    void explainsEachCommandWithItsCommonOptions(String command) {
        assertThat(execute(command, "--help")).isZero();

        assertThat(out.toString()).contains("Usage: millrace " + command, "--json", "--home");
    }

    @Test
    void refusesAnUnknownOptionAsOneDocument() {
        assertThat(execute("status", "--json", "--nonsense")).isEqualTo(2);

        assertThat(document().at("/failure/message").asString()).contains("--nonsense");
        assertThat(err.toString()).contains("Try: millrace status --help");
    }

    @Test
    void saysThatNothingRuns() {
        assertThat(execute("status", "--json", "--home", home.toString())).isEqualTo(4);

        assertThat(document().get("state").asString()).isEqualTo("DOWN");
    }

    @Test
    void stopsNothingWhereNothingRuns() {
        assertThat(execute("down", "--json", "--home", home.toString())).isZero();

        assertThat(document().get("stopped").asBoolean()).isFalse();
    }

    @Test
    void asksForThePlatformWhereARunNeedsIt() {
        assertThat(execute("run", "pipeline.yaml", "--json", "--home", home.toString()))
                .isEqualTo(4);

        assertThat(document().at("/failure/message").asString()).contains("millrace up");
    }

    @Test
    void namesTheFileThatIsMissing() {
        assertThat(execute("demo", "--data", "no/such.csv", "--home", home.toString()))
                .isEqualTo(1);

        assertThat(err.toString()).contains("There is no file no/such.csv");
    }

    @Test
    void namesTheServicesWhereOneIsUnknown() {
        assertThat(execute("up", "--only", "kitchen", "--home", home.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("kitchen", "ingest", "orchestrator");
    }

    @Test
    void refusesDataThatIsNotJson() {
        assertThat(execute("predict", "diabetes", "--data", "{oops", "--home", home.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("--data is not a JSON object or a list of them");
    }

    @Test
    void readsParameterValuesAsJsonAndOtherwiseAsText() {
        var values =
                ParameterValues.parse(
                        Map.of(
                                "seed",
                                "7",
                                "data",
                                "a/b.csv",
                                "flag",
                                "true",
                                "day",
                                "2024-01-01"));

        assertThat(values)
                .containsEntry("seed", 7)
                .containsEntry("data", "a/b.csv")
                .containsEntry("flag", true)
                .containsEntry("day", "2024-01-01");
    }

    @Test
    void makesANameOfAFile() {
        assertThat(InitCommand.nameOf(Path.of("/x/My Data_2024.v2.csv")))
                .isEqualTo("my-data-2024-v2");
        assertThat(InitCommand.nameOf(Path.of("…"))).isEqualTo("data");
    }

    private static int execute(String... arguments) {
        return Millrace.commandLine().execute(arguments);
    }

    private JsonNode document() {
        return Json.STRICT.readTree(out.toString());
    }
}
