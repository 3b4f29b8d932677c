package dev.millrace.testing;

import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.machine.RunMachine;
import dev.millrace.orchestrator.machine.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody asks of a run at an instant; the calls of the orchestrator's API. */
public final class Intervention {

    private static final String ACTOR = "tester";

    private final PipelineTest test;
    private final Duration after;

    Intervention(PipelineTest test, Duration after) {
        this.test = test;
        this.after = after;
    }

    /** Nothing more starts, and what runs is asked to stop. */
    public PipelineTest cancel() {
        return test.add(
                new Command(after, (machine, grace, now) -> machine.cancel(ACTOR, grace, now)));
    }

    /** No further step starts; what runs goes on. */
    public PipelineTest pause() {
        return test.add(new Command(after, (machine, grace, now) -> machine.pause(ACTOR)));
    }

    /**
     * A paused run goes on; in one that failed or was cancelled, the steps that did not succeed
     * start over.
     */
    public PipelineTest resume() {
        return test.add(new Command(after, (machine, grace, now) -> resume(machine, now)));
    }

    private void resume(RunMachine machine, Instant now) {
        switch (machine.state()) {
            case PAUSED -> machine.unpause(ACTOR, now);
            case FAILED, CANCELLED ->
                    machine.rerun(
                            machine.steps().all().stream()
                                    .filter(step -> step.state() != StepState.SUCCEEDED)
                                    .map(StepStatus::name)
                                    .collect(Collectors.toSet()),
                            machine.parameters(),
                            ACTOR,
                            now);
            default -> throw tooSoon(machine, "only a PAUSED, FAILED or CANCELLED one resumes");
        }
    }

    /** Somebody approves a step that waits for it. */
    public PipelineTest approve(String step) {
        return answer(step, true);
    }

    /** Somebody says no to a step that waits for approval. */
    public PipelineTest reject(String step) {
        return answer(step, false);
    }

    private PipelineTest answer(String step, boolean approved) {
        test.known(step);
        return test.add(
                new Command(
                        after,
                        (machine, grace, now) -> machine.answer(step, approved, ACTOR, "", now)));
    }

    /** In a run that has ended, these steps and all that need them start over. */
    public PipelineTest rerun(String... steps) {
        var names = Set.copyOf(List.of(steps));
        names.forEach(test::known);
        return test.add(
                new Command(
                        after,
                        (machine, grace, now) -> {
                            if (!machine.state().isTerminal()) {
                                throw tooSoon(machine, "steps start over only in one that ended");
                            }
                            machine.rerun(names, machine.parameters(), ACTOR, now);
                        }));
    }

    private IllegalStateException tooSoon(RunMachine machine, String rule) {
        return new IllegalStateException(
                "%s after its start the run is %s; %s"
                        .formatted(VirtualTime.told(after), machine.state(), rule));
    }
}
