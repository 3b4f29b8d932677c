package dev.millrace.training.fit;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Monitor;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.evaluation.ClassificationMetrics;
import java.io.IOException;
import java.util.Arrays;

/** Says how good a network is on the validation part. */
final class Judge {

    private final Monitor monitor;
    private final RowSource validation;
    private final Waiting waiting;

    Judge(Monitor monitor, RowSource validation, Waiting waiting) {
        this.monitor = monitor;
        this.validation = validation;
        this.waiting = waiting;
    }

    record Judgement(double loss, double monitored) {}

    Judgement of(TrainableNetwork network) throws IOException {
        double sum = 0;
        var outputs = new Outputs(monitor == Monitor.LOSS ? 0 : (int) validation.size());
        try (var batches = waiting.on(validation.inOrder(network.rowsAtOnce()))) {
            for (var batch = batches.next(); batch != null; batch = batches.next()) {
                sum += network.loss(batch) * batch.rows();
                if (monitor != Monitor.LOSS) {
                    outputs.add(network.outputs(batch.features(), batch.rows()), batch.labels());
                }
            }
        }
        double loss = sum / validation.size();
        return new Judgement(loss, monitor == Monitor.LOSS ? loss : outputs.score(monitor));
    }

    /** Probabilities row by row, with the classes that were right. */
    private static final class Outputs {

        private final int[] classes;
        private double[] probabilities = {};
        private int rows;

        Outputs(int most) {
            classes = new int[most];
        }

        void add(double[] some, float[] labels) {
            int width = some.length / labels.length;
            if (rows == 0) {
                probabilities = new double[Math.multiplyExact(classes.length, width)];
            }
            System.arraycopy(some, 0, probabilities, rows * width, some.length);
            for (float label : labels) {
                classes[rows++] = (int) label;
            }
        }

        double score(Monitor monitor) {
            int width = probabilities.length / classes.length;
            var metrics =
                    width == 1
                            ? ClassificationMetrics.binary(classes, probabilities)
                            : ClassificationMetrics.multiclass(width, classes, probabilities);
            var score = metrics.values().get(monitor == Monitor.AUC ? "auc" : "accuracy");
            if (score == null) {
                throw new PlatformException(
                        FailureCode.UNTRAINABLE_DATA,
                        """
                        The validation part has rows of only %d of the classes, so the %s that early stopping \
                        monitors is undefined. Monitor the loss, or give the part more rows.\
                        """
                                .formatted(
                                        Arrays.stream(classes).distinct().count(),
                                        monitor == Monitor.AUC ? "AUC" : "accuracy"));
            }
            return score;
        }
    }
}
