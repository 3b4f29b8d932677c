package dev.millrace.ingest.schema;

/** Whether a text is written like a number: digits, at most one point, at most one exponent. */
enum NumberShape {
    NONE,
    INTEGER,
    DECIMAL;

    static NumberShape of(String text) {
        int at = skipSign(text, 0);
        int afterDigits = skipDigits(text, at);
        int digits = afterDigits - at;
        at = afterDigits;
        boolean decimal = at < text.length() && text.charAt(at) == '.';
        if (decimal) {
            int afterFraction = skipDigits(text, at + 1);
            digits += afterFraction - at - 1;
            at = afterFraction;
        }
        if (digits == 0) {
            return NONE;
        }
        if (at == text.length()) {
            return decimal ? DECIMAL : INTEGER;
        }
        return isExponent(text, at) ? DECIMAL : NONE;
    }

    /** Such as 007: rather an identifier than a number. */
    static boolean hasLeadingZero(String text) {
        int at = skipSign(text, 0);
        return at + 1 < text.length()
                && text.charAt(at) == '0'
                && skipDigits(text, at + 1) > at + 1;
    }

    private static boolean isExponent(String text, int at) {
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        int start = skipSign(text, at + 1);
        int end = skipDigits(text, start);
        return end > start && end == text.length();
    }

    private static int skipSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')
                ? at + 1
                : at;
    }

    private static int skipDigits(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
