package dev.millrace.training.launch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * All slots of this instance. Who asks first is served first. A lease ends with the process that
 * holds it, so none outlives a crash.
 */
final class Slots {

    private final List<Slot> all;
    private final Deque<Slot> free;
    private final Deque<CompletableFuture<Slot>> waiting = new ArrayDeque<>();

    Slots(int count) {
        all = IntStream.range(0, count).mapToObj(Slot::new).toList();
        free = new ArrayDeque<>(all);
    }

    /** What a task does that has no slot yet. */
    interface Waiting {

        /** Called when there is no free slot at once, and then again and again; may throw. */
        void stillWaiting(int slots);
    }

    /** Waits for a slot, in the order of asking. The caller gives it back. */
    Slot lease(Duration betweenCalls, Waiting meanwhile) throws InterruptedException {
        var asked = ask();
        try {
            while (true) {
                if (!asked.isDone()) {
                    meanwhile.stillWaiting(all.size());
                }
                try {
                    return asked.get(betweenCalls.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    // The caller's interest is asked about above.
                }
            }
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (RuntimeException | InterruptedException uninterested) {
            withdraw(asked);
            throw uninterested;
        }
    }

    synchronized void giveBack(Slot slot) {
        var next = waiting.poll();
        if (next == null) {
            free.push(slot); // the one whose worker is warmest is taken next
        } else {
            next.complete(slot);
        }
    }

    List<Slot> all() {
        return all;
    }

    /** Those that nobody holds. */
    synchronized List<Slot> free() {
        return List.copyOf(free);
    }

    private synchronized CompletableFuture<Slot> ask() {
        var slot = free.poll();
        if (slot != null) {
            return CompletableFuture.completedFuture(slot);
        }
        var asked = new CompletableFuture<Slot>();
        waiting.add(asked);
        return asked;
    }

    private synchronized void withdraw(CompletableFuture<Slot> asked) {
        if (!waiting.remove(asked) && asked.isDone()) {
            giveBack(asked.join());
        }
    }
}
