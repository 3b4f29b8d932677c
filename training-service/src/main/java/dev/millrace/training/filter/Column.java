package dev.millrace.training.filter;

/**
 * Where rows keep what a subject speaks of.
 *
 * @param sql an expression, written by us: what a client wrote may only occur in it as a parameter
 */
public record Column(String sql, Type type) {

    /** What can be compared with it. */
    public enum Type {
        NUMBER,
        TEXT
    }

    public static Column number(String sql) {
        return new Column(sql, Type.NUMBER);
    }

    public static Column text(String sql) {
        return new Column(sql, Type.TEXT);
    }
}
