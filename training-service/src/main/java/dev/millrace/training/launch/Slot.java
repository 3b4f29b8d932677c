package dev.millrace.training.launch;

import org.jspecify.annotations.Nullable;

/** The right to compute: a share of the cores, or a GPU. Held by one task at a time. */
final class Slot {

    private final int number;
    private @Nullable WorkerProcess warm;

    Slot(int number) {
        this.number = number;
    }

    /** Counted from 0. */
    int number() {
        return number;
    }

    /** The worker that waits here for another task, which it is then no longer. */
    synchronized @Nullable WorkerProcess takeWarm() {
        var worker = warm;
        warm = null;
        return worker;
    }

    synchronized void keepWarm(WorkerProcess worker) {
        warm = worker;
    }
}
