package dev.millrace.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnomalyMetricsTest {

    @Test
    void interpolatesQuantilesAsNumpyAndRDo() {
        var scores = new double[] {0.3, 7.25, 0.1, 2.5, 0.9, 0.2, 1.75};

        var values = AnomalyMetrics.of(scores).values();

        // numpy.quantile(scores, [0.5, 0.95, 0.99])
        assertThat(values.get("p50")).isCloseTo(0.9, within(1e-12));
        assertThat(values.get("p95")).isCloseTo(5.825, within(1e-12));
        assertThat(values.get("p99")).isCloseTo(6.965, within(1e-12));
        assertThat(scores).startsWith(0.3, 7.25); // left in their order
    }

    @Test
    void knowsMeanAndMaximum() {
        var metrics = AnomalyMetrics.of(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());

        assertThat(metrics.rows()).isEqualTo(100);
        assertThat(metrics.values()).containsEntry("mean", 50.5).containsEntry("max", 100.0);
        assertThat(metrics.confusion()).isNull();
    }

    @Test
    void saysNothingAboutNoRows() {
        assertThat(AnomalyMetrics.of(new double[0]).values()).isEmpty();
    }
}
