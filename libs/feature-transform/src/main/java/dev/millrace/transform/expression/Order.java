package dev.millrace.transform.expression;

import java.time.Instant;
import java.time.LocalDate;

/** The natural order of values: numbers with NaN last and -0 equal to 0, text by code point. */
public final class Order {

    private Order() {}

    public static int compare(double a, double b) {
        return a == b ? 0 : Double.compare(a, b);
    }

    /** Compares two values of the same type. */
    public static int compare(Object a, Object b) {
        return switch (a) {
            case String text -> compareText(text, (String) b);
            case LocalDate date -> date.compareTo((LocalDate) b);
            case Instant instant -> instant.compareTo((Instant) b);
            case Long number -> number.compareTo((Long) b);
            case Double number -> compare(number.doubleValue(), ((Double) b).doubleValue());
            case Boolean truth -> truth.compareTo((Boolean) b);
            default -> throw new IllegalArgumentException("no order for " + a.getClass());
        };
    }

    /** By code point, which is the order of the UTF-8 bytes and not that of String.compareTo. */
    private static int compareText(String a, String b) {
        int mismatch = mismatch(a, b);
        if (mismatch == a.length() || mismatch == b.length()) {
            return Integer.compare(a.length(), b.length());
        }
        char x = a.charAt(mismatch);
        char y = b.charAt(mismatch);
        boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
        return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
    }

    private static int mismatch(String a, String b) {
        int end = Math.min(a.length(), b.length());
        int i = 0;
        while (i < end && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i;
    }
}
