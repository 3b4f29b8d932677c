package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.orchestrator.StepState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has changed since it was last asked: to be written in one transaction, and the effects to be
 * had once that is committed.
 *
 * @param grown steps of items that a map has now, or has no more; they are among {@code steps} too
 * @param steps that stand differently now
 * @param closed attempts that have ended
 * @param events in order
 * @param effects what the world is to do
 */
public record Changes(
        Set<StepStatus> grown,
        Set<StepStatus> steps,
        List<Closed> closed,
        List<Event> events,
        List<Effect> effects) {

    /** Who acts when nobody asked for it. */
    public static final String MILLRACE = "millrace";

    Changes() {
        this(
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /**
     * Something that happened.
     *
     * @param step null for the run as a whole
     * @param attempt 0 where there is none
     */
    public record Event(
            @Nullable String step,
            int attempt,
            String type,
            String message,
            String actor,
            Map<String, ?> data) {}

    /** An attempt's one outcome; that of a mere decision was never begun. */
    public record Closed(
            String step, int attempt, StepState state, @Nullable Failure failure, Duration took) {}

    /** What is to be done about an attempt; doing it twice must be the same as once. */
    public sealed interface Effect {

        String step();

        int attempt();

        /**
         * The attempt's work begins.
         *
         * @param body of the step, with the values that its references stood for
         */
        record Begin(String step, int attempt, Map<String, @Nullable Object> body)
                implements Effect {}

        /** The attempt began, and waits for nothing but time or people: there is no work. */
        record Hold(String step, int attempt, Map<String, @Nullable Object> body)
                implements Effect {}

        /** The attempt began earlier, and its work is to be followed. */
        record GoOn(String step, int attempt) implements Effect {}

        /** The attempt's work is to stop; its outcome may still come. */
        record Stop(String step, int attempt) implements Effect {}

        /** The attempt has ended without its work: whatever still goes on is to stop, unheard. */
        record Leave(String step, int attempt) implements Effect {}
    }

    public boolean areNone() {
        return steps.isEmpty() && events.isEmpty() && effects.isEmpty();
    }

    /** Pools for whose slots steps wait now. */
    public Set<String> poolsWaitedFor() {
        var pools = new LinkedHashSet<String>();
        for (var step : steps) {
            var pool = step.definition().limits().pool();
            if (step.state() == StepState.QUEUED && pool != null) {
                pools.add(pool);
            }
        }
        return pools;
    }

    void grew(StepStatus part) {
        grown.add(part);
        steps.add(part);
    }

    void changed(StepStatus step, String type, String actor, Map<String, ?> data) {
        steps.add(step);
        events.add(new Event(step.name(), step.attempt(), type, step.message(), actor, data));
    }

    /** Something about a step that its own sentence does not say. */
    void told(StepStatus step, String type, String message) {
        steps.add(step);
        events.add(new Event(step.name(), step.attempt(), type, message, MILLRACE, Map.of()));
    }

    void run(String type, String message, String actor, Map<String, ?> data) {
        events.add(new Event(null, 0, type, message, actor, data));
    }
}
