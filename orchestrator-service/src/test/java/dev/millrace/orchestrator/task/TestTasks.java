package dev.millrace.orchestrator.task;

import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;
import jakarta.validation.Validation;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Tasks for tests. */
public final class TestTasks {

    public static final UUID RUN = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    public static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a task does. */
    interface Work {
        Outcome run(TaskAttempt attempt) throws Exception;
    }

    private TestTasks() {}

    static Tasks with(Work work) {
        return with(64, work);
    }

    static Tasks with(int parallel, Work work) {
        return of(
                parallel,
                new Task() {
                    @Override
                    public StepType type() {
                        return StepType.EMIT;
                    }

                    @Override
                    public Outcome run(TaskAttempt attempt) throws Exception {
                        return work.run(attempt);
                    }
                });
    }

    /** Secrets are {@code key} and {@code token}. */
    public static Tasks of(int parallel, Task task) {
        return new Tasks(
                List.of(task),
                new TaskSettings(parallel),
                new Bodies(JSON, Validation.buildDefaultValidatorFactory().getValidator()),
                new Secrets(
                        new SecretSettings(null),
                        Map.of(
                                "MILLRACE_SECRET_key", "s3cret-k3y",
                                "MILLRACE_SECRET_token", "t0ken\"2")));
    }

    static TaskOrder order(String request) {
        return order(StepType.EMIT, request);
    }

    public static TaskOrder order(StepType type, String request) {
        return new TaskOrder(
                RUN, "tell", 1, type, request, "alice", "http://127.0.0.1:1/v1/callbacks/token");
    }
}
