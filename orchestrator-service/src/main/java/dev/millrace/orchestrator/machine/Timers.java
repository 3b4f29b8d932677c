package dev.millrace.orchestrator.machine;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is to be done at which time; what no longer matters when its time comes is forgotten. */
final class Timers {

    private record Timer(Instant at, BooleanSupplier matters, Consumer<Instant> action) {}

    private final PriorityQueue<Timer> queue = new PriorityQueue<>(Comparator.comparing(Timer::at));

    /** At that time, if it still matters then. */
    void add(Instant at, BooleanSupplier matters, Consumer<Instant> action) {
        queue.add(new Timer(at, matters, action));
    }

    /** For a step as it stands: a later state or attempt is another timer's. */
    void add(StepStatus step, Instant at, Consumer<Instant> action) {
        var state = step.state();
        int attempt = step.attempt();
        add(at, () -> step.state() == state && step.attempt() == attempt, action);
    }

    @Nullable Instant next() {
        var first = first();
        return first == null ? null : first.at();
    }

    /** Does everything whose time has come. */
    void ring(Instant now) {
        for (var timer = first(); timer != null && !timer.at().isAfter(now); timer = first()) {
            queue.poll();
            timer.action().accept(now);
        }
    }

    private @Nullable Timer first() {
        while (!queue.isEmpty() && !queue.peek().matters().getAsBoolean()) {
            queue.poll();
        }
        return queue.peek();
    }
}
