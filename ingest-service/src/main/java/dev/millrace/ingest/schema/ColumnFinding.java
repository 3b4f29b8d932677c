package dev.millrace.ingest.schema;

import dev.millrace.contracts.ingest.DatasetColumn;

/** What is known of one column after some of its values were seen. */
sealed interface ColumnFinding permits InferredColumn, DeclaredColumn {

    /** A value that is not null. */
    void add(long line, String text);

    DatasetColumn result(String name, long nulls);
}
