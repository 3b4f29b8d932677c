package dev.millrace.orchestrator.task;

import dev.millrace.orchestrator.definition.EmitBody;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Adds to the emitted events; once per attempt, however often the attempt is begun. */
@Component
final class EmitTask implements Task {

    private final EmittedEvents events;

    EmitTask(EmittedEvents events) {
        this.events = events;
    }

    @Override
    public StepType type() {
        return StepType.EMIT;
    }

    @Override
    public Outcome run(TaskAttempt attempt) {
        var body = attempt.body(EmitBody.class);
        long id =
                events.add(attempt, body.name(), Objects.requireNonNullElse(body.data(), Map.of()));
        return new Outcome.Succeeded(Map.of("id", id, "name", body.name()));
    }
}
