package dev.millrace.training.worker;

import dev.millrace.training.evaluation.Predictions;
import dev.millrace.training.evaluation.Predictor;
import dev.millrace.training.fit.RowSource;
import dev.millrace.transform.FittedTarget;
import java.io.IOException;

/** What a network answers to the rows of a part, beside the truth; features are not kept. */
final class Answers {

    private final float[] labels;
    private double[] outputs = {};
    private int count;

    private Answers(int most) {
        labels = new float[most];
    }

    /**
     * @param most rows at most, the first ones
     */
    static Predictions of(Predictor network, FittedTarget target, RowSource part, long most)
            throws IOException {
        var answers = new Answers(Math.toIntExact(Math.min(most, part.size())));
        try (var batches = part.inOrder(network.rowsAtOnce())) {
            var batch = batches.next();
            while (batch != null && answers.count < answers.labels.length) {
                answers.add(batch.labels(), network.outputs(batch.features(), batch.rows()));
                batch = batches.next();
            }
        }
        return Predictions.of(target, answers.labels, answers.outputs);
    }

    private void add(float[] theirLabels, double[] theirOutputs) {
        int units = theirOutputs.length / theirLabels.length;
        if (count == 0) {
            outputs = new double[Math.multiplyExact(labels.length, units)];
        }
        int rows = Math.min(theirLabels.length, labels.length - count);
        System.arraycopy(theirLabels, 0, labels, count, rows);
        System.arraycopy(theirOutputs, 0, outputs, count * units, rows * units);
        count += rows;
    }
}
