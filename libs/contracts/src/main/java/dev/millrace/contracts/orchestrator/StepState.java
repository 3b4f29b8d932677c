package dev.millrace.contracts.orchestrator;

import java.util.EnumSet;
import java.util.Set;

/** Where a step of a run stands. */
public enum StepState {
    /** Steps that it needs have not ended. */
    WAITING,
    /** May start as soon as the run's owner takes it up. */
    READY,
    /** Waits for a slot of its pool. */
    QUEUED,
    RUNNING,
    /** Failed in a way that the retry policy covers; becomes READY when its pause is over. */
    RETRYING,
    SUCCEEDED,
    FAILED,
    SKIPPED,
    CANCELLED;

    public boolean mayBecome(StepState next) {
        return successors().contains(next);
    }

    public boolean isTerminal() {
        return this == SUCCEEDED || this == FAILED || this == SKIPPED || this == CANCELLED;
    }

    private Set<StepState> successors() {
        return switch (this) {
            // What has not started may be marked as ended by a person.
            case WAITING -> EnumSet.of(READY, SUCCEEDED, FAILED, SKIPPED, CANCELLED);
            case READY -> EnumSet.of(QUEUED, RUNNING, SUCCEEDED, FAILED, SKIPPED, CANCELLED);
            // READY again: its run was paused before it got a slot.
            case QUEUED -> EnumSet.of(READY, RUNNING, SUCCEEDED, FAILED, SKIPPED, CANCELLED);
            case RUNNING -> EnumSet.of(RETRYING, SUCCEEDED, FAILED, SKIPPED, CANCELLED);
            case RETRYING -> EnumSet.of(READY, SUCCEEDED, FAILED, SKIPPED, CANCELLED);
            // A resumed run starts these over.
            case FAILED, SKIPPED, CANCELLED -> EnumSet.of(WAITING, READY);
            case SUCCEEDED -> EnumSet.noneOf(StepState.class);
        };
    }
}
