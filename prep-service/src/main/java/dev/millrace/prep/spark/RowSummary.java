package dev.millrace.prep.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is learned from rows in one pass: each partition fills one of its own, and the driver merges
 * them in the order of the partitions.
 */
public interface RowSummary<S extends RowSummary<S>> extends Serializable {

    /**
     * @param row values in the order of the columns, each null or of its type's class
     */
    void add(@Nullable Object[] row);

    /** Takes in what came after this. */
    void merge(S later);
}
