package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Rule.Tally;
import dev.millrace.orchestrator.definition.StepDefinition;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step of a run, as it stands. Only the machine changes it. */
public final class StepStatus {

    private final StepDefinition definition;
    private final int[] ended = new int[StepState.values().length];
    private StepState state = StepState.WAITING;
    private int attempt;
    private int base;
    private boolean caught;
    private String message = "";
    private @Nullable Map<String, Object> outputs;
    private @Nullable Failure failure;
    private @Nullable Instant wakeAt;

    StepStatus(StepDefinition definition) {
        this.definition = definition;
    }

    public StepDefinition definition() {
        return definition;
    }

    public String name() {
        return definition.name();
    }

    public StepState state() {
        return state;
    }

    /** How often it was started; 0 before the first time. */
    public int attempt() {
        return attempt;
    }

    /** Failures that the retry policy counts: those since the step was last started over. */
    int tries() {
        return attempt - base;
    }

    public String message() {
        return message;
    }

    /** What later steps may refer to; null unless it succeeded or was caught. */
    public @Nullable Map<String, Object> outputs() {
        return outputs;
    }

    public @Nullable Failure failure() {
        return failure;
    }

    /** Whether its failure was caught: it then counts as succeeded. */
    public boolean isCaught() {
        return caught;
    }

    /** When a pause, or the time of the present attempt, is over; null if neither runs. */
    public @Nullable Instant wakeAt() {
        return wakeAt;
    }

    /** As what its dependants count it. */
    StepState countsAs() {
        return caught ? StepState.SUCCEEDED : state;
    }

    /** A step that this one needs has ended. */
    void count(StepState as) {
        ended[as.ordinal()]++;
    }

    Tally tally() {
        return new Tally(
                definition.needs().size(),
                ended[StepState.SUCCEEDED.ordinal()],
                ended[StepState.FAILED.ordinal()],
                ended[StepState.CANCELLED.ordinal()],
                ended[StepState.SKIPPED.ordinal()]);
    }

    void become(StepState next, String why, @Nullable Instant wake) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException(
                    "step '%s' is %s and cannot become %s".formatted(name(), state, next));
        }
        state = next;
        message = why;
        wakeAt = wake;
    }

    void nextAttempt(Instant deadline) {
        attempt++;
        failure = null;
        become(StepState.RUNNING, "attempt %d started".formatted(attempt), deadline);
    }

    void succeeded(Map<String, Object> given) {
        outputs = given;
        become(StepState.SUCCEEDED, "succeeded", null);
    }

    void failed(Failure why, StepState next, String sentence, @Nullable Instant wake) {
        failure = why;
        become(next, sentence, wake);
    }

    void caughtWith(Map<String, Object> instead) {
        caught = true;
        outputs = instead;
    }

    /** Back to the start, for a step that is to run again. */
    void startOver() {
        java.util.Arrays.fill(ended, 0);
        state = StepState.WAITING;
        base = attempt;
        caught = false;
        message = "";
        outputs = null;
        failure = null;
        wakeAt = null;
    }
}
