package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Rule.Tally;
import dev.millrace.orchestrator.definition.Scope.MapItem;
import dev.millrace.orchestrator.definition.StepDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step of a run, as it stands. Only the machine changes it. */
public final class StepStatus {

    private final StepDefinition definition;
    private final @Nullable StepStatus parent;
    private final int[] ended = new int[StepState.values().length];
    private StepState state = StepState.WAITING;
    private int attempt;
    private int base;
    private boolean caught;
    private String message = "";
    private double progress;
    private @Nullable Map<String, Object> outputs;
    private @Nullable Failure failure;
    private @Nullable Instant wakeAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private boolean begun;
    private boolean late;
    private boolean stopping;
    private @Nullable Instant heardAt;
    private @Nullable MapItem item;

    StepStatus(StepDefinition definition) {
        this(definition, null);
    }

    /**
     * @param parent the map that the step is a part of; null for one that the definition names
     */
    StepStatus(StepDefinition definition, @Nullable StepStatus parent) {
        this.definition = definition;
        this.parent = parent;
    }

    /** A step as it was written. */
    public record Saved(
            String name,
            StepState state,
            int attempt,
            int base,
            boolean caught,
            String message,
            double progress,
            @Nullable Map<String, Object> outputs,
            @Nullable Failure failure,
            @Nullable Instant wakeAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            boolean begun,
            boolean late,
            boolean stopping,
            @Nullable String parent,
            @Nullable MapItem item) {}

    void restore(Saved saved) {
        state = saved.state();
        attempt = saved.attempt();
        base = saved.base();
        caught = saved.caught();
        message = saved.message();
        progress = saved.progress();
        outputs = saved.outputs();
        failure = saved.failure();
        wakeAt = saved.wakeAt();
        startedAt = saved.startedAt();
        endedAt = saved.endedAt();
        begun = saved.begun();
        late = saved.late();
        stopping = saved.stopping();
        item = saved.item();
    }

    public StepDefinition definition() {
        return definition;
    }

    public String name() {
        return definition.name();
    }

    /** The map that the step is a part of. */
    public @Nullable StepStatus parent() {
        return parent;
    }

    /** The item that it is for; null for a step that is no part of a map. */
    public @Nullable MapItem item() {
        return item;
    }

    void item(@Nullable MapItem given) {
        item = given;
    }

    public StepState state() {
        return state;
    }

    /** How often it was started; 0 before the first time. */
    public int attempt() {
        return attempt;
    }

    /** Attempts made before the step was last started over. */
    public int base() {
        return base;
    }

    /** Attempts that the retry policy counts. */
    int tries() {
        return attempt - base;
    }

    public String message() {
        return message;
    }

    /** How far the present attempt is; 0 to 1. */
    public double progress() {
        return progress;
    }

    void progressed(double share, String sentence) {
        progress = share;
        message = sentence;
    }

    /** When the present attempt last gave a sign of life; null if never since this run is held. */
    @Nullable Instant heardAt() {
        return heardAt;
    }

    void heard(Instant at) {
        heardAt = at;
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

    /** Whether the work of the present attempt has left the queue of its service. */
    public boolean isBegun() {
        return begun;
    }

    void begun(Instant wake) {
        begun = true;
        wakeAt = wake;
    }

    /** Whether the present attempt was asked to stop. */
    public boolean isStopping() {
        return stopping;
    }

    /** Whether it was told to be late. */
    public boolean isLate() {
        return late;
    }

    void late() {
        late = true;
    }

    @Nullable Instant startedAt() {
        return startedAt;
    }

    @Nullable Instant endedAt() {
        return endedAt;
    }

    void ended(Instant at) {
        endedAt = at;
    }

    /** Whatever time it had, it now has at most this. */
    void hurry(Instant until) {
        wakeAt = wakeAt == null || wakeAt.isAfter(until) ? until : wakeAt;
        message = "asked to stop";
        stopping = true;
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

    /** How long the present attempt has taken; nothing before the first one. */
    Duration took(Instant now) {
        return startedAt == null ? Duration.ZERO : Duration.between(startedAt, now);
    }

    /**
     * @param wake when the attempt has taken too long, or its time of waiting is over
     */
    void nextAttempt(Instant now, Instant wake) {
        attempt++;
        startedAt = now;
        progress = 0;
        failure = null;
        stopping = false;
        heardAt = now;
        begun = definition.type().request() == null;
        become(StepState.RUNNING, "attempt %d started".formatted(attempt), wake);
    }

    void succeeded(Map<String, Object> given) {
        outputs = given;
        progress = 1;
        become(StepState.SUCCEEDED, "succeeded", null);
    }

    /** What a person says that it gave. */
    void marked(Map<String, Object> given) {
        outputs = given;
        failure = null;
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
        Arrays.fill(ended, 0);
        state = StepState.WAITING;
        base = attempt;
        caught = false;
        message = "";
        progress = 0;
        outputs = null;
        failure = null;
        wakeAt = null;
        endedAt = null;
        late = false;
    }
}
