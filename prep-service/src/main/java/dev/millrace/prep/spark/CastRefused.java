package dev.millrace.prep.spark;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.transform.ColumnType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** A value that a cleaning step could not convert, on its way out of Spark as an error's text. */
record CastRefused(String column, String type, String value) {

    private static final String SIGN = "millrace-cast\u001f";

    /** An expression that fails with the value of {@code found}. */
    static Column raise(String column, ColumnType type, Column found) {
        String head = SIGN + column + "\u001f" + type + "\u001f";
        return functions.raise_error(
                functions.concat(
                        functions.lit(head), functions.substring(found.cast("string"), 1, 200)));
    }

    static boolean isOne(String error) {
        return error.startsWith(SIGN);
    }

    static CastRefused parse(String error) {
        String[] parts = error.split("\u001f", 4);
        return new CastRefused(parts[1], parts[2], parts[3]);
    }

    String sentence() {
        return "Column %s holds \"%s\", which does not convert to %s without loss."
                .formatted(column, value, type);
    }

    Mistake mistake() {
        return Mistake.in(column, sentence());
    }
}
