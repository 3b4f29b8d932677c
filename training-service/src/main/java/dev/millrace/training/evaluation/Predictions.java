package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.Metrics;
import dev.millrace.transform.FittedTarget;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows with the truth and with what a model says, ready to be measured. */
public sealed interface Predictions {

    /**
     * What outputs of a model mean for a target.
     *
     * @param labels as prepared: the class index, the scaled number, or 0 where there is no target
     * @param outputs row by row: probabilities (one for binary), the scaled number, or the anomaly
     *     score
     */
    static Predictions of(FittedTarget target, float[] labels, double[] outputs) {
        requireNumbers(outputs);
        return switch (target.kind()) {
            case BINARY -> new Classes(target.classes(), true, classes(labels), outputs);
            case MULTICLASS -> new Classes(target.classes(), false, classes(labels), outputs);
            case REGRESSION ->
                    new Numbers(
                            IntStream.range(0, labels.length)
                                    .mapToDouble(row -> target.unscale(labels[row]))
                                    .toArray(),
                            Arrays.stream(outputs).map(target::unscale).toArray());
            case NONE -> new Scores(outputs);
        };
    }

    private static int[] classes(float[] labels) {
        return IntStream.range(0, labels.length).map(row -> (int) labels[row]).toArray();
    }

    private static void requireNumbers(double[] outputs) {
        for (int index = 0; index < outputs.length; index++) {
            if (!Double.isFinite(outputs[index])) {
                throw new IllegalArgumentException(
                        "Output %d is %s; nothing can be measured."
                                .formatted(index, outputs[index]));
            }
        }
    }

    int rows();

    Metrics metrics();

    /** Only these rows. */
    Predictions pick(int[] rows);

    /**
     * Class indexes and probabilities.
     *
     * @param labels the classes' names by index
     * @param binary whether {@code probabilities} holds only those of class 1
     */
    record Classes(List<String> labels, boolean binary, int[] truth, double[] probabilities)
            implements Predictions {

        public Classes {
            if (probabilities.length != truth.length * (binary ? 1 : labels.size())) {
                throw new IllegalArgumentException(
                        "%d rows cannot have %d outputs"
                                .formatted(truth.length, probabilities.length));
            }
        }

        @Override
        public int rows() {
            return truth.length;
        }

        @Override
        public Metrics metrics() {
            return binary
                    ? ClassificationMetrics.binary(truth, probabilities)
                    : ClassificationMetrics.multiclass(labels.size(), truth, probabilities);
        }

        @Override
        public Classes pick(int[] rows) {
            int width = binary ? 1 : labels.size();
            var some = new double[rows.length * width];
            for (int index = 0; index < rows.length; index++) {
                System.arraycopy(probabilities, rows[index] * width, some, index * width, width);
            }
            return new Classes(
                    labels, binary, Arrays.stream(rows).map(row -> truth[row]).toArray(), some);
        }

        double probability(int row, int label) {
            if (binary) {
                return label == 1 ? probabilities[row] : 1 - probabilities[row];
            }
            return probabilities[row * labels.size() + label];
        }

        int predicted(int row) {
            return binary
                    ? ClassificationMetrics.second(probabilities[row])
                    : ClassificationMetrics.mostProbable(
                            probabilities, row * labels.size(), labels.size());
        }

        Ranking ranking(int label) {
            var scores = new double[truth.length];
            var belongs = new boolean[truth.length];
            for (int row = 0; row < truth.length; row++) {
                scores[row] = probability(row, label);
                belongs[row] = truth[row] == label;
            }
            return new Ranking(scores, belongs);
        }

        Confusion confusion() {
            var predicted = IntStream.range(0, truth.length).map(this::predicted).toArray();
            return Confusion.of(labels.size(), truth, predicted);
        }
    }

    /** Numbers in the target's own unit. */
    record Numbers(double[] truth, double[] predicted) implements Predictions {

        public Numbers {
            if (truth.length != predicted.length) {
                throw new IllegalArgumentException(
                        "%d rows cannot have %d outputs".formatted(truth.length, predicted.length));
            }
        }

        @Override
        public int rows() {
            return truth.length;
        }

        @Override
        public Metrics metrics() {
            return RegressionMetrics.of(truth, predicted);
        }

        @Override
        public Numbers pick(int[] rows) {
            return new Numbers(
                    Arrays.stream(rows).mapToDouble(row -> truth[row]).toArray(),
                    Arrays.stream(rows).mapToDouble(row -> predicted[row]).toArray());
        }
    }

    /** Anomaly scores; there is no truth. */
    record Scores(double[] scores) implements Predictions {

        @Override
        public int rows() {
            return scores.length;
        }

        @Override
        public Metrics metrics() {
            return AnomalyMetrics.of(scores);
        }

        @Override
        public Scores pick(int[] rows) {
            return new Scores(Arrays.stream(rows).mapToDouble(row -> scores[row]).toArray());
        }
    }
}
