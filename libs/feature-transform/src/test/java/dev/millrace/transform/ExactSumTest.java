package dev.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {

    private static BigInteger scaled(BigDecimal number) {
        return number.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(ExactSum.SCALE)))
                .toBigIntegerExact();
    }

    @Test
    void addsNumbersOfEveryMagnitudeWithoutRounding() {
        var random = new Random(3);
        var sum = new ExactSum();
        var other = new ExactSum();
        var expected = BigDecimal.ZERO;

        for (int i = 0; i < 5_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                (i % 3 == 0 ? other : sum).add(number);
                expected = expected.add(new BigDecimal(number));
            }
        }
        sum.add(Double.MIN_VALUE);
        sum.add(-Double.MAX_VALUE);
        sum.add(0.0);
        sum.merge(other);

        expected = expected.add(new BigDecimal(Double.MIN_VALUE));
        expected = expected.subtract(new BigDecimal(Double.MAX_VALUE));
        assertThat(sum.scaled()).isEqualTo(scaled(expected));
    }

    @Test
    void addsSquaresWithoutRounding() {
        var sum = new ExactSum();
        var expected = BigDecimal.ZERO;

        for (double number : new double[] {0.1, -1e9 - 0.3, 1e150, 3e-120}) {
            sum.addSquare(number);
            expected = expected.add(new BigDecimal(number).pow(2));
        }

        assertThat(sum.scaled()).isEqualTo(scaled(expected));
    }
}
