package dev.millrace.training.card;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Numbers for people: four significant digits. */
final class Numbers {

    private static final MathContext DIGITS = new MathContext(4);
    private static final double SMALLEST = 1e-4;
    private static final double GREATEST = 1e7;

    private Numbers() {}

    static String text(@Nullable Double value) {
        if (value == null) {
            return "–";
        }
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : value.toString();
        }
        var rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= SMALLEST && size < GREATEST
                ? rounded.toPlainString()
                : String.format(java.util.Locale.ROOT, "%.3e", value);
    }
}
