package dev.millrace.orchestrator.task.script;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.definition.ScriptBody;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.task.Task;
import dev.millrace.orchestrator.task.TaskAttempt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a command that the installation allows, without a shell and with an environment of its own.
 * However the work ends, nothing of it is left: what it started is killed with it.
 */
@Component
final class ScriptTask implements Task {

    private static final int SHOWN = 2000;

    private final ScriptSettings settings;
    private final JsonMapper json;

    ScriptTask(ScriptSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
    }

    @Override
    public StepType type() {
        return StepType.SCRIPT;
    }

    @Override
    public Outcome run(TaskAttempt attempt) throws InterruptedException {
        var body = attempt.body(ScriptBody.class);
        var process = started(body, command(body));
        attempt.onStop(() -> kill(process));
        try {
            var stdout = new Captured(process.getInputStream());
            var stderr = new Captured(process.getErrorStream());
            give(process, body);
            int code = process.waitFor();
            if (code != 0) {
                throw failed(attempt, body, code, stderr);
            }
            return new Outcome.Succeeded(outputs(stdout.text()));
        } finally {
            kill(process); // closes its streams as well, and so comes after they were read
        }
    }

    private List<String> command(ScriptBody body) {
        var allowed = settings.allowed().get(body.command());
        if (allowed == null) {
            throw new PlatformException(
                    FailureCode.SOURCE_REFUSED,
                    settings.allowed().isEmpty()
                            ? "scripts are switched off; whoever runs this installation allows one with millrace.scripts.allowed.%s=/path/of/the/command"
                                    .formatted(body.command())
                            : "'%s' is no command that this installation allows; it allows %s"
                                    .formatted(
                                            body.command(),
                                            String.join(
                                                    ", ",
                                                    new TreeSet<>(settings.allowed().keySet()))));
        }
        var command = new ArrayList<>(allowed);
        command.addAll(Objects.requireNonNullElse(body.args(), List.of()));
        return command;
    }

    private static Process started(ScriptBody body, List<String> command) {
        var builder = new ProcessBuilder(command);
        var path = builder.environment().get("PATH");
        builder.environment().clear();
        if (path != null) {
            builder.environment().put("PATH", path);
        }
        try {
            builder.environment().putAll(Objects.requireNonNullElse(body.environment(), Map.of()));
            return builder.start();
        } catch (IOException | IllegalArgumentException e) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "'%s' cannot be started: %s".formatted(body.command(), e.getMessage()),
                    e);
        }
    }

    /** A command that does not read what it is given is right as well. */
    private void give(Process process, ScriptBody body) {
        Thread.startVirtualThread(() -> {
            try (var stdin = process.getOutputStream()) {
                if (body.input() != null) {
                    stdin.write(json.writeValueAsBytes(body.input()));
                }
            } catch (IOException notRead) {
                // it has closed its end, or is gone
            }
        });
    }

    /** With what it started, and what that started. */
    private static void kill(Process process) {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private static PlatformException failed(
            TaskAttempt attempt, ScriptBody body, int code, Captured stderr)
            throws InterruptedException {
        var said = attempt.redactedTail(stderr.text(), stderr.isCut()).strip();
        return new PlatformException(
                FailureCode.WORK_FAILED,
                "'%s' ended with code %d%s"
                        .formatted(
                                body.command(),
                                code,
                                said.isEmpty()
                                        ? ", and wrote nothing to stderr"
                                        : ": "
                                                + said.substring(
                                                        Math.max(0, said.length() - SHOWN))));
    }

    /** The last line, where it is JSON. */
    private Map<String, Object> outputs(String stdout) {
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("exitCode", 0);
        var line = stdout.strip().lines().reduce("", (before, last) -> last);
        try {
            if (json.readValue(line, Object.class) instanceof Map<?, ?> said) {
                outputs.put("outputs", said);
            }
        } catch (JacksonException noJson) {
            outputs.put("outputs", Map.of());
        }
        return outputs;
    }
}
