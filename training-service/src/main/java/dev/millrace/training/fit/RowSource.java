package dev.millrace.training.fit;

import java.io.IOException;
import java.util.SplittableRandom;

/** One part of the data, in memory or not. */
public interface RowSource {

    /** Features of a row. */
    int width();

    /** How many rows. */
    long size();

    /**
     * All rows once.
     *
     * @param random alone decides the order
     */
    Batches shuffled(SplittableRandom random, int batchSize) throws IOException;

    /** All rows once, as they are stored. */
    Batches inOrder(int batchSize) throws IOException;
}
