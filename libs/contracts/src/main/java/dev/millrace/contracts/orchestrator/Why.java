package dev.millrace.contracts.orchestrator;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a run goes no further than it does.
 *
 * @param steps all that have not ended, each after those that it needs
 */
public record Why(UUID run, RunState state, List<WaitingStep> steps) {

    /**
     * A step that has not ended.
     *
     * @param since since when it is in its state
     * @param earliest when it can go on at the earliest; null where that is not known
     * @param missing everything that it waits for; empty where it only has to be taken up
     */
    public record WaitingStep(
            String name,
            StepState state,
            Instant since,
            @Nullable Instant earliest,
            List<Missing> missing) {}

    /** What kind of thing is missing. */
    public enum Kind {
        /** A step has to end. */
        STEP,
        /** A slot of a pool has to be free. */
        SLOT,
        /** A time has to come. */
        TIME,
        /** A person has to answer. */
        PERSON,
        /** Work has to end. */
        WORK,
        /** The run has to be resumed. */
        PAUSE,
        /** {@code finally} and compensations wait for all that comes before. */
        PHASE,
        /** An orchestrator has to take the run over. */
        OWNER
    }

    /**
     * One thing that is missing.
     *
     * @param what in one sentence, with the remedy where a person has to do something
     * @param name of the step or pool
     * @param position among those that wait for the same pool; the first has 1
     * @param holders who holds the pool's slots
     */
    public record Missing(
            Kind kind,
            String what,
            @Nullable String name,
            @Nullable Integer position,
            @Nullable List<SlotHolder> holders) {}

    /**
     * Who holds a slot.
     *
     * @param until when its time is over at the latest
     */
    public record SlotHolder(
            UUID run, String pipeline, String step, Instant since, @Nullable Instant until) {}
}
