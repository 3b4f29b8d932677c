package dev.millrace.transform;

/**
 * A row that the transform has no number for. The message names the column, the value and the
 * remedy. Carries no stack trace: it is about data, and there may be many.
 */
public final class RowRefused extends RuntimeException {

    private final String column;

    RowRefused(String column, String message) {
        super(message, null, false, false);
        this.column = column;
    }

    /** The raw column, or the feature where an expression is concerned. */
    public String column() {
        return column;
    }
}
