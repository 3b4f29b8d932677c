package dev.millrace.orchestrator.task;

import dev.millrace.orchestrator.definition.StepType;
import java.util.concurrent.Semaphore;

/** How many steps of a type work at once. */
final class Places {

    private final StepType type;
    private final int number;
    private final Semaphore free;

    Places(StepType type, int number) {
        this.type = type;
        this.number = number;
        this.free = new Semaphore(number, true);
    }

    /** Waits for a place, and says so where there is none. */
    void enter(TaskHost host) throws InterruptedException {
        if (free.tryAcquire()) {
            return;
        }
        host.progress(
                0,
                "waiting for a place: %d %s steps work here, which is as many as may"
                        .formatted(number, type));
        free.acquire();
        host.progress(0, "working");
    }

    /** Waits for a place without a word. */
    void enterAgain() throws InterruptedException {
        free.acquire();
    }

    void leave() {
        free.release();
    }
}
