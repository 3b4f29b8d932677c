package dev.millrace.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.training.evaluation.NaiveForecasts.Naive;
import dev.millrace.training.evaluation.Predictions.Numbers;
import java.util.List;
import org.junit.jupiter.api.Test;

class NaiveForecastsTest {

    @Test
    void comparesOnTheRowsThatHaveAllForecasts() {
        var network = new Numbers(new double[] {10, 12, 9}, new double[] {11, 10, 9});
        var naive = new Naive("naive", 2, new double[] {Double.NaN, 10, 12});
        var seasonal = new Naive("seasonal-naive", 4, new double[] {9, 15, 5});

        var forecast =
                NaiveForecasts.compare(network, List.of(naive, seasonal), seasonal).orElseThrow();

        assertThat(forecast.rows()).isEqualTo(2);
        assertThat(forecast.scaledBy()).isEqualTo("seasonal-naive");
        assertThat(forecast.errors().get("network").mae()).isEqualTo(1);
        assertThat(forecast.errors().get("network").rmse()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(forecast.errors().get("network").mase()).isEqualTo(0.25);
        assertThat(forecast.errors().get("naive").mae()).isEqualTo(2.5);
        assertThat(forecast.errors().get("seasonal-naive").rmse())
                .isCloseTo(Math.sqrt(12.5), within(1e-12));
    }

    @Test
    void aScaleOfZeroScalesNothing() {
        var network = new Numbers(new double[] {1}, new double[] {2});
        var naive = new Naive("naive", 0, new double[] {1});

        var forecast = NaiveForecasts.compare(network, List.of(naive), naive).orElseThrow();

        assertThat(forecast.errors().get("network").mase()).isNull();
    }

    @Test
    void nothingIsComparedWhereNothingIsComplete() {
        var network = new Numbers(new double[] {1}, new double[] {2});
        var naive = new Naive("naive", 1, new double[] {Double.NaN});

        assertThat(NaiveForecasts.compare(network, List.of(naive), naive)).isEmpty();
        assertThat(NaiveForecasts.meanAbsoluteError(new double[] {1}, naive.test())).isNaN();
    }
}
