package dev.millrace.transform.expression;

import org.jspecify.annotations.Nullable;

/** The row under evaluation and the null flag of the last primitive value. One per thread. */
public final class Frame {

    // Fields, not accessors: every node of every expression reads them for every row.
    public @Nullable Object[] values = {};
    public boolean isNull;
}
