package dev.millrace.transform.expression;

import dev.millrace.transform.Column;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds a column: exactly, or without regard to case where that leaves no choice. */
public final class ColumnLookup {

    private static final int SHOWN = 30;

    private ColumnLookup() {}

    /** The position in the schema; throws {@link InvalidExpression} with the names there are. */
    public static int indexOf(String name, List<Column> schema) {
        int[] alike =
                IntStream.range(0, schema.size())
                        .filter(i -> schema.get(i).name().equalsIgnoreCase(name))
                        .toArray();
        for (int index : alike) {
            if (alike.length == 1 || schema.get(index).name().equals(name)) {
                return index;
            }
        }
        var known =
                schema.stream().limit(SHOWN).map(Column::name).collect(Collectors.joining(", "));
        throw new InvalidExpression(
                alike.length == 0
                        ? "unknown column \"%s\"; there are %s".formatted(name, known)
                        : "column \"%s\" could be any of %d; write it as in the data: %s"
                                .formatted(name, alike.length, known));
    }
}
