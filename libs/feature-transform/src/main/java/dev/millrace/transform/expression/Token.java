package dev.millrace.transform.expression;

/**
 * One word of an expression.
 *
 * @param text what it stands for: a name or a text without its quotes, a symbol or number as
 *     written
 * @param position of its first character, from 1
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        NAME,
        QUOTED_NAME,
        TEXT,
        NUMBER,
        SYMBOL,
        END
    }

    /** Whether it is that symbol, or that keyword in any case. */
    boolean is(String word) {
        return switch (kind) {
            case NAME, SYMBOL -> text.equalsIgnoreCase(word);
            case QUOTED_NAME, TEXT, NUMBER, END -> false;
        };
    }

    String shown() {
        return kind == Kind.END ? "the end" : "\"" + text + "\"";
    }
}
