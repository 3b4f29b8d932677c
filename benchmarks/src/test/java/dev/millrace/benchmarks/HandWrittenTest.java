package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandWrittenTest {

    @Test
    void computesTheFeaturesThatTheTransformComputesToTheBit() {
        var rows = TransformRows.random(1_000, 2);
        var transform = rows.transform().compile();
        var handWritten = new HandWritten(rows.transform());
        var expected = new float[rows.transform().width()];
        var actual = new float[rows.transform().width()];

        assertThat(rows.transform().features()).hasSize(TransformRows.FEATURES);
        for (var row : rows.values()) {
            transform.apply(row, expected, 0);
            handWritten.apply(row, actual);
            assertThat(actual).isEqualTo(expected);
        }
    }
}
