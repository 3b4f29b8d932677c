package dev.millrace.orchestrator.task;

import java.util.ArrayList;
import java.util.List;

/** Ends the work of one thread early: interrupts it, and does what the work asked for. */
final class Stopping {

    private final Thread worker;
    private final List<Runnable> actions = new ArrayList<>();
    private boolean stopped;
    private boolean over;

    Stopping(Thread worker) {
        this.worker = worker;
    }

    synchronized void stop() {
        if (over || stopped) {
            return;
        }
        stopped = true;
        Thread.startVirtualThread(this::end);
    }

    /** What the work asked for comes first: an interrupted one could not be ended properly. */
    private void end() {
        try {
            List.copyOf(actions).forEach(Runnable::run);
        } finally {
            interrupt();
        }
    }

    private synchronized void interrupt() {
        if (!over) {
            worker.interrupt();
        }
    }

    synchronized void then(Runnable action) {
        if (stopped) {
            Thread.startVirtualThread(action);
        } else {
            actions.add(action);
        }
    }

    /** The work has ended by itself; the thread goes on to something else. */
    synchronized void tooLate() {
        over = true;
        Thread.interrupted();
    }
}
