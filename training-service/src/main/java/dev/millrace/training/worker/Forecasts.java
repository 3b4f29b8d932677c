package dev.millrace.training.worker;

import dev.millrace.contracts.training.EvaluationOptions.ForecastOptions;
import dev.millrace.contracts.training.EvaluationReport.Forecast;
import dev.millrace.training.evaluation.NaiveForecasts;
import dev.millrace.training.evaluation.NaiveForecasts.Naive;
import dev.millrace.training.evaluation.Predictions.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The naive forecasts in the raw columns of a series.
 *
 * @param train the first rows of the training part
 */
record Forecasts(RawColumns columns, Numbers train, Numbers test) {

    /** Null if no row has all forecasts. */
    @Nullable Forecast compare(ForecastOptions options) throws IOException {
        var naive = new ArrayList<Naive>();
        if (options.naive() != null) {
            naive.add(read("naive", options.naive()));
        }
        if (options.seasonalNaive() != null) {
            naive.add(read("seasonal-naive", options.seasonalNaive()));
        }
        return NaiveForecasts.compare(test, naive, naive.getLast()).orElse(null);
    }

    private Naive read(String name, String column) throws IOException {
        var before = columns.numbers("train", column, train.rows());
        return new Naive(
                name,
                NaiveForecasts.meanAbsoluteError(train.truth(), before),
                columns.numbers("test", column, test.rows()));
    }
}
