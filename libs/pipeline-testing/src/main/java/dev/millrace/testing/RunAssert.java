package dev.millrace.testing;

import dev.millrace.contracts.orchestrator.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;

/** What a test expects of a run; where it does not hold, the message shows the run's timeline. */
public final class RunAssert extends AbstractAssert<RunAssert, PipelineRun> {

    RunAssert(PipelineRun run) {
        super(run, RunAssert.class);
    }

    public RunAssert succeeded() {
        return is(RunState.SUCCEEDED);
    }

    public RunAssert failed() {
        return is(RunState.FAILED);
    }

    public RunAssert wasCancelled() {
        return is(RunState.CANCELLED);
    }

    /** Nobody resumed it. */
    public RunAssert isPaused() {
        return is(RunState.PAUSED);
    }

    private RunAssert is(RunState state) {
        isNotNull();
        return expect(
                actual.state() == state,
                "the run should be %s, but is %s: %s"
                        .formatted(state, actual.state(), actual.message()));
    }

    /** From its start to its end, on the virtual clock. */
    public RunAssert took(Duration duration) {
        isNotNull();
        return expect(
                actual.took().equals(duration),
                "the run should have taken %s, but took %s"
                        .formatted(VirtualTime.told(duration), VirtualTime.told(actual.took())));
    }

    /** Exactly these steps, in this order, each as often as it was tried. */
    public RunAssert started(String... steps) {
        isNotNull();
        return expect(
                actual.stepsStarted().equals(List.of(steps)),
                "these steps should have started: %s; these did: %s"
                        .formatted(List.of(steps), actual.stepsStarted()));
    }

    /** Its message, which names the step that decided it. */
    public RunAssert says(String part) {
        isNotNull();
        return expect(
                actual.message() != null && actual.message().contains(part),
                "the run should say '%s', but says: %s".formatted(part, actual.message()));
    }

    public StepAssert step(String name) {
        isNotNull();
        return new StepAssert(this, actual.step(name));
    }

    RunAssert expect(boolean holds, String otherwise) {
        if (!holds) {
            failWithMessage("%s", otherwise + "\n" + Objects.requireNonNull(actual).log());
        }
        return this;
    }
}
