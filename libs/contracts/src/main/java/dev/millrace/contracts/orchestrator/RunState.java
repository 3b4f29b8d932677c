package dev.millrace.contracts.orchestrator;

import java.util.EnumSet;
import java.util.Set;

/** Where a run stands. */
public enum RunState {
    PENDING,
    RUNNING,
    /** No further step starts; what runs goes on. */
    PAUSED,
    CANCELLING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public boolean mayBecome(RunState next) {
        return successors().contains(next);
    }

    public boolean isTerminal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }

    private Set<RunState> successors() {
        return switch (this) {
            case PENDING -> EnumSet.of(RUNNING, CANCELLING, CANCELLED);
            case RUNNING -> EnumSet.of(PAUSED, SUCCEEDED, FAILED, CANCELLING);
            case PAUSED -> EnumSet.of(RUNNING, SUCCEEDED, FAILED, CANCELLING);
            case CANCELLING -> EnumSet.of(CANCELLED, FAILED, SUCCEEDED);
            // RUNNING again: some of its steps start over.
            case SUCCEEDED, FAILED, CANCELLED -> EnumSet.of(RUNNING);
        };
    }
}
