package dev.millrace.orchestrator.machine;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** When which step is to be looked at again; those that have moved on meanwhile are forgotten. */
final class Timers {

    /** For a step as it was: a later state or attempt is another timer's. */
    record Timer(Instant at, StepStatus step, int attempt, Object state) {

        boolean isStale() {
            return step.attempt() != attempt || step.state() != state;
        }
    }

    private final PriorityQueue<Timer> queue = new PriorityQueue<>(Comparator.comparing(Timer::at));

    void add(StepStatus step, Instant at) {
        queue.add(new Timer(at, step, step.attempt(), step.state()));
    }

    @Nullable Instant next() {
        var first = first();
        return first == null ? null : first.at();
    }

    /** Takes one whose time has come; null if there is none. */
    @Nullable Timer due(Instant now) {
        var first = first();
        return first == null || first.at().isAfter(now) ? null : queue.poll();
    }

    private @Nullable Timer first() {
        while (!queue.isEmpty() && queue.peek().isStale()) {
            queue.poll();
        }
        return queue.peek();
    }
}
