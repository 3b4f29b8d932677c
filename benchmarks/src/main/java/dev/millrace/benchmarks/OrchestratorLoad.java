package dev.millrace.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts runs as fast as they end, over HTTP, with a bounded number of them under way. */
final class OrchestratorLoad {

    private static final int STARTERS = 8;
    private static final int UNDER_WAY = 256;

    private final OrchestratorCalls calls;
    private final OrchestratorRows rows;
    private final String pipeline;

    OrchestratorLoad(OrchestratorCalls calls, OrchestratorRows rows, String pipeline) {
        this.calls = calls;
        this.rows = rows;
        this.pipeline = pipeline;
    }

    /** Steps that ended in each second of a window, after a few seconds under the same load. */
    double stepsPerSecond(int seconds, int before) throws Exception {
        var over = new AtomicBoolean();
        var room = new Semaphore(UNDER_WAY);
        try (var threads = Executors.newFixedThreadPool(STARTERS + 1)) {
            var all = new ExecutorCompletionService<Void>(threads);
            all.submit(() -> makeRoom(room, over));
            for (int i = 0; i < STARTERS; i++) {
                all.submit(startRuns(room, over));
            }
            TimeUnit.SECONDS.sleep(before);
            var from = rows.now();
            TimeUnit.SECONDS.sleep(seconds);
            var to = rows.now();
            over.set(true);
            for (int i = 0; i <= STARTERS; i++) {
                all.take().get();
            }
            rows.awaitNoRunUnderWay();
            return rows.stepsEnded(from, to) * 1000.0 / (to.getTime() - from.getTime());
        }
    }

    private Callable<Void> startRuns(Semaphore room, AtomicBoolean over) {
        return () -> {
            while (!over.get()) {
                if (room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                    calls.start(pipeline);
                }
            }
            return null;
        };
    }

    /** Gives a place for each run that has ended. */
    private Void makeRoom(Semaphore room, AtomicBoolean over) throws Exception {
        while (!over.get()) {
            int free = UNDER_WAY - rows.runsUnderWay();
            int more = free - room.availablePermits();
            if (more > 0) {
                room.release(more);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return null;
    }
}
