package dev.millrace.training.fit;

import dev.millrace.training.engine.Batch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows, some at a time. All batches but the last have the size that was asked for. */
public interface Batches extends AutoCloseable {

    /** Null after the last one. */
    @Nullable Batch next() throws IOException;

    /** Rows that were not asked for need not be read. */
    @Override
    void close();
}
