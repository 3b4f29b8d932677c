package dev.millrace.transform;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * A sum of doubles without rounding, so that it is the same in whatever order and parts it is
 * taken: the result of a fit does not depend on how Spark split the rows. A fixed-point number of
 * 32-bit digits with delayed carries, after R. Neal, "Fast exact summation using small and large
 * superaccumulators" (2015).
 */
final class ExactSum implements Serializable {

    /** The weight of the lowest bit is 2 to the power of minus this. */
    static final int SCALE = 1_074;

    private static final int DIGITS = 70;
    private static final long DIGIT = 0xFFFF_FFFFL;
    private static final int ADDITIONS_BEFORE_CARRY = 1 << 29;

    private final long[] digits = new long[DIGITS];
    private int additions;

    /** Adds a finite number. */
    void add(double number) {
        long bits = Double.doubleToRawLongBits(number);
        int exponent = (int) (bits >>> 52) & 0x7FF;
        long fraction = bits & 0xF_FFFF_FFFF_FFFFL;
        long mantissa = exponent == 0 ? fraction : fraction | 1L << 52;
        int shift = Math.max(exponent, 1) - 1;
        int within = shift & 31;
        long sign = bits < 0 ? -1 : 1;
        int at = shift >>> 5;
        digits[at] += sign * (mantissa << within & DIGIT);
        digits[at + 1] += sign * (mantissa >>> 32 - within & DIGIT);
        digits[at + 2] += within == 0 ? 0 : sign * (mantissa >>> 64 - within);
        if (++additions == ADDITIONS_BEFORE_CARRY) {
            carry();
        }
    }

    /** Adds the square of a number, both halves of it. */
    void addSquare(double number) {
        double high = number * number;
        add(high);
        add(Math.fma(number, number, -high));
    }

    void merge(ExactSum other) {
        carry();
        other.carry();
        for (int i = 0; i < DIGITS; i++) {
            digits[i] += other.digits[i];
        }
        additions = 2;
    }

    /** The sum times 2 to the power of {@link #SCALE}. */
    BigInteger scaled() {
        var sum = BigInteger.ZERO;
        for (int i = DIGITS - 1; i >= 0; i--) {
            sum = sum.shiftLeft(32).add(BigInteger.valueOf(digits[i]));
        }
        return sum;
    }

    private void carry() {
        for (int i = 0; i < DIGITS - 1; i++) {
            digits[i + 1] += digits[i] >> 32;
            digits[i] &= DIGIT;
        }
        additions = 1;
    }
}
