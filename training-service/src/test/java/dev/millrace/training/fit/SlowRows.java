package dev.millrace.training.fit;

import dev.millrace.training.engine.Batch;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Rows from far away: each batch takes 20 milliseconds. */
record SlowRows(RowSource rows) implements RowSource {

    @Override
    public int width() {
        return rows.width();
    }

    @Override
    public long size() {
        return rows.size();
    }

    @Override
    public Batches shuffled(SplittableRandom random, int batchSize) throws IOException {
        return slow(rows.shuffled(random, batchSize));
    }

    @Override
    public Batches inOrder(int batchSize) throws IOException {
        return slow(rows.inOrder(batchSize));
    }

    private static Batches slow(Batches batches) {
        return new Batches() {
            @Override
            public Batch next() throws IOException {
                long until = System.nanoTime() + 20_000_000;
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(until - System.nanoTime());
                }
                return batches.next();
            }

            @Override
            public void close() {
                batches.close();
            }
        };
    }
}
