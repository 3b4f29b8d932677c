package dev.millrace.contracts.training;

import java.time.Instant;
import java.util.List;

/**
 * Whether a version may be used.
 *
 * @param state what holds now; PENDING until somebody decides
 * @param history all decisions, newest first
 */
public record Approval(State state, List<Decision> history) {

    /** What can be decided. */
    public enum State {
        PENDING,
        APPROVED,
        REJECTED
    }

    /** One decision: by whom, why, when. */
    public record Decision(State state, String by, String reason, Instant at) {}

    public static Approval of(List<Decision> history) {
        return new Approval(
                history.isEmpty() ? State.PENDING : history.getFirst().state(), history);
    }
}
