package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Metrics of class probabilities.
 *
 * <p>The predicted class is the most probable one; of equals the first, but for two classes class 1
 * from a probability of 0.5 on.
 */
public final class ClassificationMetrics {

    // The bound that scikit-learn uses.
    private static final double CLIP = Math.ulp(1.0);

    private ClassificationMetrics() {}

    /**
     * Metrics of two classes; those of one class are of class 1.
     *
     * @param probabilities of class 1, one per row
     */
    public static Metrics binary(int[] truth, double[] probabilities) {
        var predicted = new int[truth.length];
        double loss = 0;
        for (int row = 0; row < truth.length; row++) {
            predicted[row] = second(probabilities[row]);
            double right = truth[row] == 1 ? probabilities[row] : 1.0 - probabilities[row];
            loss -= Math.log(clip(right));
        }
        var confusion = Confusion.of(2, truth, predicted);
        var ranking = new Ranking(probabilities, belonging(truth, 1));
        var values = new LinkedHashMap<String, Double>();
        put(values, "accuracy", confusion.accuracy());
        put(values, "precision", confusion.precision(1));
        put(values, "recall", confusion.recall(1));
        put(values, "f1", confusion.f1(1));
        put(values, "auc", ranking.rocAuc());
        put(values, "prAuc", ranking.averagePrecision());
        put(values, "logLoss", mean(loss, truth.length));
        return new Metrics(truth.length, values, confusion.toLists());
    }

    /**
     * Metrics of any number of classes. Areas are means over the classes for which they are
     * defined, each class against the rest.
     *
     * @param probabilities row by row, one per class
     */
    public static Metrics multiclass(int classes, int[] truth, double[] probabilities) {
        var predicted = new int[truth.length];
        double loss = 0;
        for (int row = 0; row < truth.length; row++) {
            predicted[row] = mostProbable(probabilities, row * classes, classes);
            loss -= Math.log(clip(probabilities[row * classes + truth[row]]));
        }
        var confusion = Confusion.of(classes, truth, predicted);
        var rankings =
                IntStream.range(0, classes)
                        .mapToObj(label ->
                                new Ranking(
                                        column(probabilities, label, classes),
                                        belonging(truth, label)))
                        .toList();
        var values = new LinkedHashMap<String, Double>();
        put(values, "accuracy", confusion.accuracy());
        put(values, "precision", confusion.macroPrecision());
        put(values, "recall", confusion.macroRecall());
        put(values, "f1", confusion.macroF1());
        put(values, "auc", mean(rankings.stream().map(Ranking::rocAuc)));
        put(values, "prAuc", mean(rankings.stream().map(Ranking::averagePrecision)));
        put(values, "logLoss", mean(loss, truth.length));
        return new Metrics(truth.length, values, confusion.toLists());
    }

    /** 1 if that is the predicted class, else 0. */
    static int second(double probability) {
        return probability >= 0.5 ? 1 : 0;
    }

    static int mostProbable(double[] probabilities, int from, int classes) {
        int best = 0;
        for (int label = 1; label < classes; label++) {
            if (probabilities[from + label] > probabilities[from + best]) {
                best = label;
            }
        }
        return best;
    }

    private static double[] column(double[] probabilities, int label, int classes) {
        var scores = new double[probabilities.length / classes];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = probabilities[row * classes + label];
        }
        return scores;
    }

    private static boolean[] belonging(int[] truth, int label) {
        var belongs = new boolean[truth.length];
        for (int row = 0; row < truth.length; row++) {
            belongs[row] = truth[row] == label;
        }
        return belongs;
    }

    private static double clip(double probability) {
        return Math.clamp(probability, CLIP, 1 - CLIP);
    }

    private static OptionalDouble mean(double sum, int rows) {
        return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / rows);
    }

    private static OptionalDouble mean(java.util.stream.Stream<OptionalDouble> values) {
        return values.filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }

    private static void put(Map<String, Double> values, String name, OptionalDouble value) {
        value.ifPresent(number -> values.put(name, number));
    }
}
