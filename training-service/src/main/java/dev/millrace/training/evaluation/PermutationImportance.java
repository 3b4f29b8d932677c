package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.EvaluationReport.FeatureImportance;
import dev.millrace.contracts.training.EvaluationReport.Importance;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.training.engine.Randomness;
import dev.millrace.transform.FittedTarget;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much a model's score suffers when one feature's values are dealt to other rows.
 *
 * <p>Each permutation is a function of the seed, the feature's place and the repeat alone.
 */
public final class PermutationImportance {

    // Bounds the work: rows through the network, over all features and repeats.
    private static final int PREDICTIONS = 200_000;
    private static final int MOST_ROWS = 2_000;

    private final Predictor model;
    private final FittedTarget target;
    private final Randomness randomness;
    private final int repeats;

    /** Consecutive outputs of the transform that belong to one feature. */
    public record Feature(String name, int from, int width) {}

    public PermutationImportance(
            Predictor model, FittedTarget target, Randomness randomness, int repeats) {
        this.model = model;
        this.target = target;
        this.randomness = randomness;
        this.repeats = repeats;
    }

    /** How many rows are worth looking at: 2,000, fewer for many features and repeats. */
    public static int rows(int features, int repeats) {
        return Math.clamp(PREDICTIONS / Math.max(1, features * repeats), 1, MOST_ROWS);
    }

    /**
     * @param rows row by row, {@code labels.length} of them
     */
    public Importance of(List<Feature> features, float[] rows, float[] labels) {
        var base = metrics(rows, labels);
        var score = score(base);
        double baseScore = value(base.values(), score);
        double sign = score.equals("rmse") ? -1 : 1;
        return new Importance(
                score,
                baseScore,
                labels.length,
                repeats,
                IntStream.range(0, features.size())
                        .mapToObj(index ->
                                importance(
                                        features.get(index).name(),
                                        scores(features.get(index), index, rows, labels, score)
                                                .map(after -> sign * (baseScore - after))
                                                .toArray()))
                        .sorted(Comparator.comparingDouble(feature -> -feature.mean()))
                        .toList());
    }

    private static String score(Metrics base) {
        return Stream.of("auc", "accuracy", "rmse")
                .filter(base.values()::containsKey)
                .findFirst()
                .orElseThrow();
    }

    private DoubleStream scores(
            Feature feature, int place, float[] rows, float[] labels, String score) {
        return IntStream.range(0, repeats)
                .mapToDouble(repeat -> {
                    var random = randomness.permutation(place, repeat);
                    var dealt = dealt(feature, rows, labels.length, random);
                    return value(metrics(dealt, labels).values(), score);
                });
    }

    private Metrics metrics(float[] rows, float[] labels) {
        return Predictions.of(target, labels, model.outputs(rows, labels.length)).metrics();
    }

    private static double value(Map<String, Double> values, String score) {
        var value = values.get(score);
        if (value == null) {
            throw new IllegalStateException("The same labels had a score " + score + " before");
        }
        return value;
    }

    /** The rows with one feature's values in another order (Fisher and Yates). */
    private static float[] dealt(
            Feature feature, float[] rows, int count, SplittableRandom random) {
        int width = rows.length / count;
        var dealt = rows.clone();
        for (int row = count - 1; row > 0; row--) {
            swap(
                    dealt,
                    row * width + feature.from,
                    random.nextInt(row + 1) * width + feature.from,
                    feature.width);
        }
        return dealt;
    }

    private static void swap(float[] numbers, int one, int other, int length) {
        for (int index = 0; index < length; index++) {
            float kept = numbers[one + index];
            numbers[one + index] = numbers[other + index];
            numbers[other + index] = kept;
        }
    }

    private static FeatureImportance importance(String feature, double[] losses) {
        double mean = Arrays.stream(losses).average().orElseThrow();
        double variance =
                Arrays.stream(losses)
                        .map(loss -> (loss - mean) * (loss - mean))
                        .average()
                        .orElseThrow();
        return new FeatureImportance(feature, mean, Math.sqrt(variance));
    }
}
