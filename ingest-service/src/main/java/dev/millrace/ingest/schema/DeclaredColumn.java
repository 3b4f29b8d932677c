package dev.millrace.ingest.schema;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.ingest.csv.ReadMistakes;
import dev.millrace.transform.ColumnType;

/** A column whose type was declared: a value that does not fit is a mistake. */
record DeclaredColumn(String name, ColumnType type, ReadMistakes mistakes)
        implements ColumnFinding {

    @Override
    public void add(long line, String text) {
        if (TextValues.read(type, text) == null) {
            mistakes.add(
                    Mistake.at(
                            line,
                            name,
                            "\"%s\" is not a %s; declare another type in csv.types, or name it in csv.nullTokens if it means null"
                                    .formatted(InferredColumn.shorten(text), type)));
        }
    }

    @Override
    public DatasetColumn result(String ignored, long nulls) {
        return new DatasetColumn(name, type, nulls, null);
    }
}
