package dev.millrace.transform;

/** The specification fits the schema, but there is nothing (or too much) to learn in the rows. */
public final class UntrainableData extends RuntimeException {

    private final String column;

    UntrainableData(String column, String message) {
        super(message);
        this.column = column;
    }

    /** The column or feature that gives no answer. */
    public String column() {
        return column;
    }
}
