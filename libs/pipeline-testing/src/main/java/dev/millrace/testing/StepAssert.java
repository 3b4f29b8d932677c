package dev.millrace.testing;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.orchestrator.StepState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a test expects of a step of a run. */
public final class StepAssert {

    private final RunAssert run;
    private final StepRun step;

    StepAssert(RunAssert run, StepRun step) {
        this.run = run;
        this.step = step;
    }

    public StepAssert succeeded() {
        return is(StepState.SUCCEEDED);
    }

    public StepAssert wasSkipped() {
        return is(StepState.SKIPPED);
    }

    public StepAssert wasCancelled() {
        return is(StepState.CANCELLED);
    }

    public StepAssert failedWith(FailureCode code) {
        is(StepState.FAILED);
        var failure = Objects.requireNonNull(step.failure());
        return expect(
                failure.code() == code,
                "should have failed with %s, but failed with %s: %s"
                        .formatted(code, failure.code(), failure.message()));
    }

    /** It failed, and that counts as success. */
    public StepAssert wasCaught() {
        return expect(step.caught(), "should have failed and been caught, but " + present());
    }

    private StepAssert is(StepState state) {
        return expect(step.state() == state, "should be %s, but %s".formatted(state, present()));
    }

    private String present() {
        return "is %s: %s".formatted(step.state(), step.message());
    }

    public StepAssert neverStarted() {
        return tried(0);
    }

    /** So many attempts were made. */
    public StepAssert tried(int times) {
        return expect(
                step.attempts().size() == times,
                "should have been tried %d times, but was %d times"
                        .formatted(times, step.attempts().size()));
    }

    /** When its attempts started, all of them, from the run's start. */
    public StepAssert startedAfter(Duration... delays) {
        var started = step.attempts().stream().map(Attempt::startedAfter).toList();
        return expect(
                started.equals(List.of(delays)),
                "should have started after %s, but started after %s"
                        .formatted(told(List.of(delays)), told(started)));
    }

    private static String told(List<Duration> delays) {
        return delays.isEmpty()
                ? "nothing"
                : delays.stream().map(VirtualTime::told).collect(Collectors.joining(", "));
    }

    /** A field of what its service was sent by the last attempt, references replaced. */
    public StepAssert wasAsked(String field, @Nullable Object value) {
        if (step.attempts().isEmpty()) {
            return tried(1);
        }
        var asked = step.attempts().getLast().asked();
        return expect(
                Objects.equals(asked.get(field), Plain.value(value)),
                "should have been asked with %s: %s, but was asked with %s"
                        .formatted(field, value, asked));
    }

    /** What it says of where it is and why. */
    public StepAssert says(String... parts) {
        return expect(
                Arrays.stream(parts).allMatch(step.message()::contains),
                "should say %s, but says: %s".formatted(Arrays.toString(parts), step.message()));
    }

    /** Another step of the run. */
    public StepAssert step(String name) {
        return run.step(name);
    }

    private StepAssert expect(boolean holds, String otherwise) {
        run.expect(holds, "step '%s' %s".formatted(step.name(), otherwise));
        return this;
    }
}
