package dev.millrace.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transform.ColumnType;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FieldValueTest {

    @Test
    void readsWholeNumbersOnlyWhereNothingIsLost() {
        assertThat(FieldValue.of(ColumnType.LONG, 7)).isEqualTo(7L);
        assertThat(FieldValue.of(ColumnType.LONG, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(FieldValue.of(ColumnType.LONG, 7.0)).isEqualTo(7L);
        assertThat(FieldValue.of(ColumnType.LONG, 7.5)).isNull();
        assertThat(FieldValue.of(ColumnType.LONG, 1e300)).isNull();
        assertThat(FieldValue.of(ColumnType.LONG, BigInteger.TEN.pow(30))).isNull();
        assertThat(FieldValue.of(ColumnType.LONG, "7")).isNull();
    }

    @Test
    void readsAnyFiniteNumberAsDouble() {
        assertThat(FieldValue.of(ColumnType.DOUBLE, 7)).isEqualTo(7.0);
        assertThat(FieldValue.of(ColumnType.DOUBLE, BigInteger.TEN.pow(30))).isEqualTo(1e30);
        assertThat(FieldValue.of(ColumnType.DOUBLE, Double.POSITIVE_INFINITY)).isNull();
        assertThat(FieldValue.of(ColumnType.DOUBLE, true)).isNull();
    }

    @Test
    void readsDatesAndInstantsInIsoForm() {
        assertThat(FieldValue.of(ColumnType.DATE, "2024-02-29"))
                .isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(FieldValue.of(ColumnType.DATE, "2023-02-29")).isNull();
        assertThat(FieldValue.of(ColumnType.DATE, 20240229)).isNull();
        assertThat(FieldValue.of(ColumnType.TIMESTAMP, "2024-05-31T12:00:00+02:00"))
                .isEqualTo(Instant.parse("2024-05-31T10:00:00Z"));
        assertThat(FieldValue.of(ColumnType.TIMESTAMP, "2024-05-31T12:00:00"))
                .isEqualTo(Instant.parse("2024-05-31T12:00:00Z"));
        assertThat(FieldValue.of(ColumnType.TIMESTAMP, "noon")).isNull();
    }

    @Test
    void takesNoTextForATruthAndNoNumberForAText() {
        assertThat(FieldValue.of(ColumnType.BOOLEAN, true)).isEqualTo(true);
        assertThat(FieldValue.of(ColumnType.BOOLEAN, "true")).isNull();
        assertThat(FieldValue.of(ColumnType.STRING, "x")).isEqualTo("x");
        assertThat(FieldValue.of(ColumnType.STRING, 1)).isNull();
    }
}
