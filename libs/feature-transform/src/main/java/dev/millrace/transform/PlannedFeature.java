package dev.millrace.transform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One feature of a checked specification: {@code columns: [a, b]} has become two. */
record PlannedFeature(
        String name,
        @Nullable String column,
        @Nullable String expression,
        ColumnType type,
        List<Operation> operations) {}
