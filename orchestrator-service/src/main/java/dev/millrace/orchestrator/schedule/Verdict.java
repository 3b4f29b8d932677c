package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.orchestrator.Firing.State;
import dev.millrace.contracts.orchestrator.Overlap;
import java.time.Instant;

/** What becomes of an instant, and why. */
record Verdict(State state, String reason) {

    static final int LONGEST_QUEUE = 1000;
    static final String WAITED = "waited for the run before it to end";

    /** Why an instant that waited starts nothing where the other is cancelled first. */
    static String gaveWay(Instant to) {
        return "gave way to the instant " + to;
    }

    /**
     * Decides about overlap.
     *
     * @param came why there is an instant at all, in words
     * @param active names a run of the schedule that goes on; empty if there is none
     * @param queued how many instants wait already
     */
    static Verdict of(Overlap overlap, String came, String active, int queued) {
        if (overlap == Overlap.ALLOW || (active.isEmpty() && queued == 0)) {
            return new Verdict(State.STARTING, came);
        }
        var before = active.isEmpty() ? "an instant before it waits" : active + " goes on";
        return switch (overlap) {
            case SKIP -> new Verdict(State.SKIPPED, before + "; overlap is skip");
            case QUEUE_ONE ->
                    queued == 0
                            ? new Verdict(State.QUEUED, before + "; overlap is queue-one")
                            : new Verdict(State.SKIPPED, "one waits already; overlap is queue-one");
            case QUEUE_ALL ->
                    queued < LONGEST_QUEUE
                            ? new Verdict(State.QUEUED, before + "; overlap is queue-all")
                            : new Verdict(
                                    State.SKIPPED,
                                    "%d wait already, the most that may".formatted(queued));
            case CANCEL_OTHER ->
                    new Verdict(
                            State.QUEUED,
                            before + " and is cancelled first; overlap is cancel-other");
            case ALLOW -> throw new IllegalStateException("allow lets every instant start");
        };
    }
}
