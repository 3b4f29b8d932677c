package dev.millrace.ingest.schema;

import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.contracts.ingest.DatasetColumn.Widening;
import dev.millrace.transform.ColumnType;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column whose type is found: the narrowest that every value fits. Each value strikes out the
 * types that it does not fit; what remains at the end, in the order of {@link ColumnType}, is the
 * answer, and STRING where nothing remains.
 */
final class InferredColumn implements ColumnFinding {

    private static final int LONGEST_EVIDENCE = 100;

    private final Set<ColumnType> candidates =
            EnumSet.complementOf(EnumSet.of(ColumnType.STRING, ColumnType.DOUBLE_ARRAY));
    private long values;
    private long numbers;
    private @Nullable Widening firstOther;

    @Override
    public void add(long line, String text) {
        values++;
        if (!candidates.isEmpty()) {
            candidates.removeIf(type -> !fits(type, text));
        }
        if (fits(ColumnType.DOUBLE, text)) {
            numbers++;
        } else if (firstOther == null) {
            firstOther = new Widening(line, shorten(text));
        }
    }

    @Override
    public DatasetColumn result(String name, long nulls) {
        boolean spoiled = type() == ColumnType.STRING && numbers * 2 > values;
        return new DatasetColumn(name, type(), nulls, spoiled ? firstOther : null);
    }

    private ColumnType type() {
        boolean unknown = values == 0 || candidates.isEmpty();
        return unknown ? ColumnType.STRING : candidates.iterator().next();
    }

    /**
     * Narrower than what a declared type accepts: nothing is read as a number that loses digits.
     */
    private static boolean fits(ColumnType type, String text) {
        if (!type.isNumeric()) {
            return TextValues.read(type, text) != null;
        }
        var shape = NumberShape.of(text);
        return shape != NumberShape.NONE
                && !NumberShape.hasLeadingZero(text)
                && TextValues.read(type, text) != null
                && (shape == NumberShape.DECIMAL || TextValues.read(ColumnType.LONG, text) != null);
    }

    static String shorten(String text) {
        return text.length() <= LONGEST_EVIDENCE ? text : text.substring(0, LONGEST_EVIDENCE) + "…";
    }
}
