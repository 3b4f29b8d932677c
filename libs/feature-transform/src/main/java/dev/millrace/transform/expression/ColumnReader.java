package dev.millrace.transform.expression;

import dev.millrace.transform.ColumnType;
import dev.millrace.transform.expression.Evaluator.OfBoolean;
import dev.millrace.transform.expression.Evaluator.OfDouble;
import dev.millrace.transform.expression.Evaluator.OfLong;
import dev.millrace.transform.expression.Evaluator.OfObject;

/** Reads one value of the row; the row's classes are checked before. */
public final class ColumnReader {

    private ColumnReader() {}

    public static Evaluator of(ColumnType type, int index) {
        return switch (type) {
            case LONG -> ofLong(index);
            case DOUBLE -> ofDouble(index);
            case BOOLEAN -> ofBoolean(index);
            case STRING, DATE, TIMESTAMP, DOUBLE_ARRAY -> (OfObject) frame -> frame.values[index];
        };
    }

    private static OfLong ofLong(int index) {
        return frame -> {
            var value = (Long) frame.values[index];
            frame.isNull = value == null;
            return value == null ? 0 : value;
        };
    }

    private static OfDouble ofDouble(int index) {
        return frame -> {
            var value = (Double) frame.values[index];
            frame.isNull = value == null;
            return value == null ? 0 : value;
        };
    }

    private static OfBoolean ofBoolean(int index) {
        return frame -> {
            var value = (Boolean) frame.values[index];
            frame.isNull = value == null;
            return value != null && value;
        };
    }
}
