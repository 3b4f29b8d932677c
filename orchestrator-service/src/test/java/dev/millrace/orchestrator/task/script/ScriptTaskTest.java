package dev.millrace.orchestrator.task.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.task.Tasks;
import dev.millrace.orchestrator.task.TestHost;
import dev.millrace.orchestrator.task.TestTasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTaskTest {

    @TempDir private Path folder;
    private final TestHost host = new TestHost();

    private Outcome run(String script, Map<String, Object> body) throws Exception {
        var file = Files.writeString(folder.resolve("script"), script);
        return run(Map.of("it", List.of("/bin/sh", file.toString())), body);
    }

    private Outcome run(Map<String, List<String>> allowed, Map<String, Object> body)
            throws InterruptedException {
        Tasks tasks = TestTasks.of(1, new ScriptTask(new ScriptSettings(allowed), TestTasks.JSON));
        return tasks.run(
                TestTasks.order(StepType.SCRIPT, TestTasks.JSON.writeValueAsString(body)), host);
    }

    private static Map<String, Object> outputs(Outcome outcome) {
        return ((Outcome.Succeeded) outcome).outputs();
    }

    private static Outcome.Failed failed(Outcome outcome) {
        return (Outcome.Failed) outcome;
    }

    @Test
    void itsLastLineOfJsonIsWhatItGives() throws Exception {
        var outcome = run("echo working\necho '{\"rows\": 3}'", Map.of("command", "it"));

        assertThat(outputs(outcome)).isEqualTo(Map.of("exitCode", 0, "outputs", Map.of("rows", 3)));
        assertThat(outputs(run("echo no json", Map.of("command", "it"))))
                .containsEntry("outputs", Map.of());
    }

    @Test
    void argumentsAreNoShellsAndTheEnvironmentIsItsOwn() throws Exception {
        var outcome =
                run(
                        """
                        printf '{"first": "%s", "count": %d, "home": "%s", "given": "%s", "in": %s}\\n' \\
                            "$1" $# "$HOME" "$GIVEN" "$(cat)"
                        """,
                        Map.of(
                                "command",
                                "it",
                                "args",
                                List.of("$(touch /tmp/evil); a b", "two"),
                                "environment",
                                Map.of("GIVEN", "yes"),
                                "input",
                                Map.of("n", 1)));

        assertThat(outputs(outcome).get("outputs"))
                .isEqualTo(
                        Map.of(
                                "first", "$(touch /tmp/evil); a b",
                                "count", 2,
                                "home", "",
                                "given", "yes",
                                "in", Map.of("n", 1)));
    }

    @Test
    void anotherCodeThanZeroIsAFailureThatShowsTheEndOfStderr() throws Exception {
        var failure =
                failed(run("echo first >&2; echo last words >&2; exit 3", Map.of("command", "it")))
                        .failure();

        assertThat(failure.code()).isEqualTo(FailureCode.WORK_FAILED);
        assertThat(failure.message()).startsWith("'it' ended with code 3").endsWith("last words");
    }

    @Test
    void aSecretIsGivenAndNeverShown() throws Exception {
        var failure =
                failed(
                                run(
                                        "echo \"key $KEY $1\" >&2; exit 1",
                                        Map.of(
                                                "command",
                                                "it",
                                                "args",
                                                List.of("${key}"),
                                                "environment",
                                                Map.of("KEY", "${key}"))))
                        .failure();

        assertThat(failure.message()).endsWith("key *** ***");
    }

    @Test
    void writesAsMuchAsItLikesAndOnlyTheEndIsKept() throws Exception {
        var outcome =
                run(
                        "head -c 5000000 /dev/zero | tr '\\0' x; echo; head -c 5000000 /dev/zero >&2; echo '{\"a\": 1}'",
                        Map.of("command", "it"));

        assertThat(outputs(outcome)).containsEntry("outputs", Map.of("a", 1));
    }

    @Test
    void stoppingKillsWhatItStartedAsWell() throws Exception {
        var pid = folder.resolve("pid");
        Thread.startVirtualThread(() -> {
            await().until(() -> Files.exists(pid) && Files.readString(pid).endsWith("\n"));
            host.stop();
        });

        assertThatThrownBy(() ->
                        run(
                                "sleep 60 & echo $! > %s; wait".formatted(pid),
                                Map.of("command", "it")))
                .isInstanceOf(InterruptedException.class);

        long child = Long.parseLong(Files.readString(pid).strip());
        await().until(() -> ProcessHandle.of(child).map(it -> !it.isAlive()).orElse(true));
    }

    @Test
    void doesNotWaitForWhatACommandLeavesBehind() throws Exception {
        long before = System.nanoTime();

        assertThat(outputs(run("sleep 20 &\necho '{}'", Map.of("command", "it"))))
                .containsEntry("exitCode", 0);

        assertThat(System.nanoTime() - before).isLessThan(15_000_000_000L);
    }

    @Test
    void isSwitchedOffUntilTheInstallationNamesACommand() throws Exception {
        var off = failed(run(Map.of(), Map.of("command", "load"))).failure();
        assertThat(off.code()).isEqualTo(FailureCode.SOURCE_REFUSED);
        assertThat(off.message()).contains("millrace.scripts.allowed.load=");

        var other =
                failed(run(Map.of("a", List.of("/bin/true")), Map.of("command", "b"))).failure();
        assertThat(other.message()).contains("'b' is no command").contains("it allows a");

        assertThatThrownBy(() -> new ScriptSettings(Map.of("a", List.of("true"))))
                .hasMessageContaining("absolute path");
    }
}
