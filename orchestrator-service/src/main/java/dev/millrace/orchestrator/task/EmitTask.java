package dev.millrace.orchestrator.task;

import dev.millrace.contracts.orchestrator.EmitRequest;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;
import java.util.Map;
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
        var event = events.add(attempt, attempt.body(EmitRequest.class));
        return new Outcome.Succeeded(Map.of("id", event.id(), "name", event.name()));
    }
}
