package dev.millrace.training.baseline;

import dev.millrace.training.fit.Rows;
import java.util.Arrays;

/** Says the same of every row, whatever its features. */
record ConstantModel(double[] output) implements BaselineModel {

    /** The mean label: for two classes the frequency of the second. */
    static ConstantModel mean(Rows train) {
        double sum = 0;
        for (float label : train.labels()) {
            sum += label;
        }
        return new ConstantModel(new double[] {sum / train.count()});
    }

    /** How frequent each class is. */
    static ConstantModel frequencies(Rows train, int classes) {
        var frequencies = new double[classes];
        for (float label : train.labels()) {
            frequencies[(int) label] += 1;
        }
        Arrays.setAll(frequencies, label -> frequencies[label] / train.count());
        return new ConstantModel(frequencies);
    }

    @Override
    public String description() {
        return output.length == 1
                ? "the mean label of the training part"
                : "the class frequencies of the training part";
    }

    @Override
    public double[] outputs(float[] features, int rows) {
        var outputs = new double[rows * output.length];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(output, 0, outputs, row * output.length, output.length);
        }
        return outputs;
    }
}
