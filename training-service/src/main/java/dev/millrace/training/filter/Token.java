package dev.millrace.training.filter;

/**
 * A word or sign of a filter.
 *
 * @param text without its quotes
 * @param column of its first character, counted from 1
 */
record Token(Kind kind, String text, int column) {

    enum Kind {
        WORD,
        NUMBER,
        /** In single or double quotes: a value, or the key after {@code metrics.} and the like. */
        TEXT,
        /** In backticks: a key only. */
        KEY,
        OPERATOR,
        OPEN,
        CLOSE,
        COMMA,
        END
    }

    boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    @Override
    public String toString() {
        return kind == Kind.END ? "the end" : "\"" + text + "\"";
    }
}
