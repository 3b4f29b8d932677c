package dev.millrace.training.fit;

import dev.millrace.training.engine.Batch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Measures how long was waited for rows. */
final class Waiting {

    private long nanos;

    /** The same batches, measured. */
    Batches on(Batches batches) {
        return new Batches() {
            @Override
            public @Nullable Batch next() throws IOException {
                long start = System.nanoTime();
                try {
                    return batches.next();
                } finally {
                    nanos += System.nanoTime() - start;
                }
            }

            @Override
            public void close() {
                batches.close();
            }
        };
    }

    /** Since the last time it was asked. */
    double takeSeconds() {
        double seconds = nanos / 1e9;
        nanos = 0;
        return seconds;
    }
}
