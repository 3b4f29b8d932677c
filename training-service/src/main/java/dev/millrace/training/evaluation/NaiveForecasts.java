package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.EvaluationReport.Forecast;
import dev.millrace.contracts.training.EvaluationReport.ForecastError;
import dev.millrace.training.evaluation.Predictions.Numbers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A network's forecasts beside those that need no model; definitions in {@link Forecast}. */
public final class NaiveForecasts {

    private static final String NETWORK = "network";

    private NaiveForecasts() {}

    /**
     * One naive forecast, NaN where a row has none.
     *
     * @param trainError its mean absolute error on the training part
     * @param test one per test row
     */
    public record Naive(String name, double trainError, double[] test) {}

    /**
     * Empty if no test row has all forecasts.
     *
     * @param scaling one of the naive forecasts
     */
    public static Optional<Forecast> compare(
            Numbers network, Iterable<Naive> naive, Naive scaling) {
        var forecasts = new LinkedHashMap<String, double[]>();
        forecasts.put(NETWORK, network.predicted());
        naive.forEach(one -> forecasts.put(one.name(), one.test()));
        var complete =
                IntStream.range(0, network.rows())
                        .filter(row ->
                                forecasts.values().stream()
                                        .allMatch(values -> Double.isFinite(values[row])))
                        .toArray();
        if (complete.length == 0) {
            return Optional.empty();
        }
        var truth = network.pick(complete).truth();
        Map<String, ForecastError> errors = new LinkedHashMap<>();
        forecasts.forEach((name, values) ->
                errors.put(name, error(truth, pick(values, complete), scaling.trainError())));
        double scale = scaling.trainError();
        return Optional.of(
                new Forecast(
                        complete.length,
                        Double.isNaN(scale) ? null : scale,
                        scaling.name(),
                        errors));
    }

    /** Over the rows that have a forecast; NaN if there are none. */
    public static double meanAbsoluteError(double[] truth, double[] forecast) {
        return IntStream.range(0, truth.length)
                .filter(row -> Double.isFinite(forecast[row]))
                .mapToDouble(row -> Math.abs(truth[row] - forecast[row]))
                .average()
                .orElse(Double.NaN);
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    private static ForecastError error(double[] truth, double[] forecast, double scale) {
        double squares = 0;
        for (int row = 0; row < truth.length; row++) {
            squares += (truth[row] - forecast[row]) * (truth[row] - forecast[row]);
        }
        double mae = meanAbsoluteError(truth, forecast);
        return new ForecastError(
                Math.sqrt(squares / truth.length), mae, scale > 0 ? mae / scale : null);
    }
}
