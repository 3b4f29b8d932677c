package dev.millrace.training.data;

import dev.millrace.transform.Column;
import dev.millrace.transform.expression.ColumnLookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Raw rows in memory.
 *
 * @param rows values in the order of the columns, each null or of its type's class
 */
public record Table(List<Column> columns, List<@Nullable Object[]> rows) {

    /** Where a column is in a row; names are found as the transform finds them. */
    public int indexOf(String column) {
        return ColumnLookup.indexOf(column, columns);
    }
}
