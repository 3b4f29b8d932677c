package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Padding;
import dev.millrace.contracts.training.Pooling;
import java.util.Arrays;

/** Layers written down once more, as loops over the numbers of one row, all arrays row-major. */
final class Formulas {

    private Formulas() {}

    /** An image; a sequence is one of height 1. */
    record Image(double[] numbers, int height, int width, int channels) {
        double at(int y, int x, int channel) {
            return numbers[(y * width + x) * channels + channel];
        }

        boolean has(int y, int x) {
            return y >= 0 && y < height && x >= 0 && x < width;
        }
    }

    /** How windows lie over a length. */
    private record Windows(int count, int before) {
        static Windows of(int length, int size, int stride, Padding padding) {
            if (padding == Padding.VALID) {
                return new Windows((length - size) / stride + 1, 0);
            }
            int count = (length + stride - 1) / stride;
            return new Windows(count, Math.max(0, (count - 1) * stride + size - length) / 2);
        }
    }

    static double[] convolution(
            Image image, float[] kernel, float[] bias, int[] size, int stride, Padding padding) {
        var down = Windows.of(image.height(), size[0], stride, padding);
        var across = Windows.of(image.width(), size[1], stride, padding);
        int filters = bias.length;
        var out = new double[down.count() * across.count() * filters];
        for (int index = 0; index < out.length; index++) {
            int filter = index % filters;
            int top = index / filters / across.count() * stride - down.before();
            int left = index / filters % across.count() * stride - across.before();
            out[index] = bias[filter];
            for (int place = 0; place < size[0] * size[1]; place++) {
                int y = top + place / size[1];
                int x = left + place % size[1];
                for (int from = 0; image.has(y, x) && from < image.channels(); from++) {
                    out[index] +=
                            image.at(y, x, from)
                                    * kernel[(place * image.channels() + from) * filters + filter];
                }
            }
        }
        return out;
    }

    static double[] pool(Image image, Pooling kind, int[] size, int stride) {
        var down = Windows.of(image.height(), size[0], stride, Padding.VALID);
        var across = Windows.of(image.width(), size[1], stride, Padding.VALID);
        var out = new double[down.count() * across.count() * image.channels()];
        for (int index = 0; index < out.length; index++) {
            int channel = index % image.channels();
            int top = index / image.channels() / across.count() * stride;
            int left = index / image.channels() % across.count() * stride;
            var seen = new double[size[0] * size[1]];
            for (int place = 0; place < seen.length; place++) {
                seen[place] = image.at(top + place / size[1], left + place % size[1], channel);
            }
            var stream = Arrays.stream(seen);
            out[index] = (kind == Pooling.MAX ? stream.max() : stream.average()).orElseThrow();
        }
        return out;
    }

    static double[] layerNorm(double[] row, int last, float[] scale, float[] shift) {
        var out = new double[row.length];
        for (int from = 0; from < row.length; from += last) {
            var part = Arrays.copyOfRange(row, from, from + last);
            double mean = Arrays.stream(part).average().orElseThrow();
            double variance =
                    Arrays.stream(part).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
            for (int index = 0; index < last; index++) {
                double normal = (part[index] - mean) / Math.sqrt(variance + 1e-3);
                out[from + index] = normal * scale[index] + shift[index];
            }
        }
        return out;
    }

    /** All states, one after the other. */
    static double[] lstm(
            double[] row, int channels, float[] kernel, float[] recurrent, float[] bias) {
        int units = bias.length / 4;
        var state = new double[units];
        var cell = new double[units];
        var out = new double[row.length / channels * units];
        for (int place = 0; place < row.length / channels; place++) {
            var input = Arrays.copyOfRange(row, place * channels, (place + 1) * channels);
            var gates = sum(product(input, kernel, bias), product(state, recurrent, null));
            for (int unit = 0; unit < units; unit++) {
                double in = sigmoid(gates[unit]);
                double forget = sigmoid(gates[units + unit]);
                double candidate = Math.tanh(gates[2 * units + unit]);
                cell[unit] = forget * cell[unit] + in * candidate;
                state[unit] = sigmoid(gates[3 * units + unit]) * Math.tanh(cell[unit]);
                out[place * units + unit] = state[unit];
            }
        }
        return out;
    }

    /** All states, one after the other. */
    static double[] gru(
            double[] row,
            int channels,
            float[] kernel,
            float[] recurrent,
            float[] bias,
            float[] recurrentBias) {
        int units = bias.length / 3;
        var state = new double[units];
        var out = new double[row.length / channels * units];
        for (int place = 0; place < row.length / channels; place++) {
            var input = Arrays.copyOfRange(row, place * channels, (place + 1) * channels);
            var given = product(input, kernel, bias);
            var past = product(state, recurrent, recurrentBias);
            for (int unit = 0; unit < units; unit++) {
                double update = sigmoid(given[unit] + past[unit]);
                double reset = sigmoid(given[units + unit] + past[units + unit]);
                double candidate =
                        Math.tanh(given[2 * units + unit] + reset * past[2 * units + unit]);
                state[unit] = update * state[unit] + (1 - update) * candidate;
                out[place * units + unit] = state[unit];
            }
        }
        return out;
    }

    private static double[] product(double[] vector, float[] matrix, float[] bias) {
        var out = new double[matrix.length / vector.length];
        for (int column = 0; column < out.length; column++) {
            out[column] = bias == null ? 0 : bias[column];
            for (int index = 0; index < vector.length; index++) {
                out[column] += vector[index] * matrix[index * out.length + column];
            }
        }
        return out;
    }

    private static double[] sum(double[] one, double[] other) {
        var out = new double[one.length];
        Arrays.setAll(out, index -> one[index] + other[index]);
        return out;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
