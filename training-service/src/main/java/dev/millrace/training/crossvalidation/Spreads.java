package dev.millrace.training.crossvalidation;

import dev.millrace.contracts.training.CrossValidation.FoldResult;
import dev.millrace.contracts.training.CrossValidation.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Puts the metrics of folds together. */
final class Spreads {

    private Spreads() {}

    /** By model and metric; a metric that no fold has is absent. */
    static Map<String, Map<String, Spread>> of(List<FoldResult> folds) {
        var models = new LinkedHashMap<String, Map<String, Spread>>();
        for (var model : folds.getFirst().metrics().keySet()) {
            models.put(model, ofModel(model, folds));
        }
        return models;
    }

    private static Map<String, Spread> ofModel(String model, List<FoldResult> folds) {
        var measured =
                folds.stream()
                        .map(fold -> fold.metrics().get(model))
                        .filter(Objects::nonNull)
                        .toList();
        var spreads = new LinkedHashMap<String, Spread>();
        measured.stream()
                .flatMap(metrics -> metrics.values().keySet().stream())
                .distinct()
                .forEach(name ->
                        spreads.put(
                                name,
                                spread(
                                        measured.stream()
                                                .map(metrics -> metrics.values().get(name))
                                                .filter(Objects::nonNull)
                                                .mapToDouble(Double::doubleValue)
                                                .toArray())));
        return spreads;
    }

    static Map<String, Double> means(Map<String, Spread> spreads) {
        return each(spreads, Spread::mean);
    }

    static Map<String, Double> deviations(Map<String, Spread> spreads) {
        return each(spreads, Spread::deviation);
    }

    private static Map<String, Double> each(
            Map<String, Spread> spreads, ToDoubleFunction<Spread> figure) {
        var figures = new LinkedHashMap<String, Double>();
        spreads.forEach((name, spread) -> figures.put(name, figure.applyAsDouble(spread)));
        return figures;
    }

    static Spread spread(double[] values) {
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
        return new Spread(mean, deviation, min, max, values.length);
    }
}
