package dev.millrace.training.worker;

import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.evaluation.Predictor;
import java.util.Arrays;

/** Runs any number of rows through a network, exported or still open, some at a time. */
record NetworkOutputs(Predictor network, int rowsAtOnce) implements Predictor {

    static NetworkOutputs of(TrainableNetwork network) {
        return new NetworkOutputs(network::outputs, network.rowsAtOnce());
    }

    @Override
    public double[] outputs(float[] features, int rows) {
        int width = rows == 0 ? 0 : features.length / rows;
        double[] all = {};
        for (int from = 0; from < rows; from += rowsAtOnce) {
            int to = Math.min(rows, from + rowsAtOnce);
            var some =
                    network.outputs(
                            Arrays.copyOfRange(features, from * width, to * width), to - from);
            int units = some.length / (to - from);
            if (from == 0) {
                all = new double[rows * units];
            }
            System.arraycopy(some, 0, all, from * units, some.length);
        }
        return all;
    }
}
