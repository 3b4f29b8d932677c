package dev.millrace.contracts.ingest;

import dev.millrace.transform.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * A column as it was found.
 *
 * @param nulls how many values are null
 * @param widenedBy for a STRING column most of whose values are numbers: the first value that is
 *     not, and its line; null otherwise
 */
public record DatasetColumn(
        String name, ColumnType type, long nulls, @Nullable Widening widenedBy) {

    /** The evidence why a column is not numeric. */
    public record Widening(long line, String value) {}
}
