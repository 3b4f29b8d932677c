package dev.millrace.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.Preset;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.tensorflow.TensorflowEngine;
import dev.millrace.training.fit.Fit;
import dev.millrace.training.fit.Rows;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.TargetSpec.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Each preset learns what it is made for. */
class PresetTrainingTest {

    private static final int ROWS = 800;
    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void mlpLearnsAProductOfFeatures() throws IOException {
        var rows = rows(4, x -> x[0] * x[1] > 0 ? 1 : 0);

        assertThat(accuracy(Preset.MLP, Kind.BINARY, SomeData.numbers(4), rows)).isGreaterThan(0.9);
    }

    @Test
    void linearLearnsASum() throws IOException {
        var rows = rows(4, x -> x[0] - 2 * x[1] > 0 ? 1 : 0);

        assertThat(accuracy(Preset.LINEAR, Kind.BINARY, SomeData.numbers(4), rows))
                .isGreaterThan(0.95);
    }

    @Test
    void cnnFindsAPatternWhereverItIs() throws IOException {
        var rows = rows(64, x -> plant(x, 8));

        assertThat(accuracy(Preset.CNN, Kind.BINARY, SomeData.numbers(64), rows))
                .isGreaterThan(0.95);
    }

    @Test
    void rnnLearnsFromTheOrder() throws IOException {
        var rows = rows(6, x -> x[5] > x[4] ? 1 : 0);

        assertThat(accuracy(Preset.RNN, Kind.BINARY, SomeData.numbers(6), rows)).isGreaterThan(0.9);
    }

    @Test
    void wideAndDeepLearnsWhatCategoriesMean() throws IOException {
        var rows = rows(5, PresetTrainingTest::cityAndDay);

        assertThat(accuracy(Preset.WIDE_AND_DEEP, Kind.BINARY, SomeData.mixed(), rows))
                .isGreaterThan(0.95);
    }

    @Test
    void autoencoderScoresTheUnusualHigher() throws IOException {
        var rows = rows(16, PresetTrainingTest::fromOneFactor);
        var transform = SomeData.numbers(16);

        try (var network = trained(Preset.AUTOENCODER, Kind.NONE, transform, rows)) {
            var usual = mean(network.outputs(rows.range(0, 100).features(), 100));
            var strange = mean(network.outputs(rows(16, x -> 0).range(0, 100).features(), 100));
            assertThat(strange).isGreaterThan(3 * usual);
        }
    }

    /** What decides a row's label; may change its features. */
    private interface Truth {
        int label(float[] features);
    }

    /** city and day become category numbers; days 1, 4 and 6 decide, but in city 2 the others. */
    private static int cityAndDay(float[] x) {
        x[1] = Math.floorMod((int) (x[1] * 100), 4);
        x[4] = 1 + Math.floorMod((int) (x[4] * 100), 7);
        return (x[4] == 1 || x[4] == 4 || x[4] == 6) != (x[1] == 2) ? 1 : 0;
    }

    private int plant(float[] x, int side) {
        int label = random.nextInt(2);
        int at = random.nextInt(side - 1) * side + random.nextInt(side - 1);
        float sign = label == 1 ? 4 : -4;
        x[at] += sign;
        x[at + 1] -= sign;
        x[at + side] -= sign;
        x[at + side + 1] += sign;
        return label;
    }

    private static int fromOneFactor(float[] x) {
        float factor = x[0];
        for (int index = 0; index < x.length; index++) {
            x[index] = (float) Math.sin(index) * factor;
        }
        return 0;
    }

    private Rows rows(int width, Truth truth) {
        var features = new float[ROWS * width];
        var labels = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            var one = new float[width];
            for (int index = 0; index < width; index++) {
                one[index] = (float) random.nextGaussian();
            }
            labels[row] = truth.label(one);
            System.arraycopy(one, 0, features, row * width, width);
        }
        return new Rows(width, features, labels);
    }

    private static double accuracy(Preset preset, Kind kind, FittedTransform transform, Rows rows)
            throws IOException {
        try (var network = trained(preset, kind, transform, rows)) {
            var outputs = network.outputs(rows.features(), rows.count());
            int right = 0;
            for (int row = 0; row < rows.count(); row++) {
                right += (outputs[row] >= 0.5 ? 1 : 0) == (int) rows.labels()[row] ? 1 : 0;
            }
            return right / (double) rows.count();
        }
    }

    private static TrainableNetwork trained(
            Preset preset, Kind kind, FittedTransform transform, Rows rows) throws IOException {
        PreparedData data = SomeData.of(kind, transform);
        var posted =
                TrainRequest.of("m", data.id())
                        .change()
                        .preset(preset)
                        .optimizer(new Optimizer.Adam(0.01))
                        .epochs(30)
                        .build();
        var request = Resolution.of(posted, DataFacts.of(transform, rows.count()));
        var plan = TrainingPlan.of(request, data, List.of());
        var initial = InitialWeights.of(plan.network(), plan.randomness());
        var network = new TensorflowEngine(1).open(plan.network(), plan.objective(), initial);
        new Fit(plan.fit(), plan.randomness(), rows, rows).run(network, epoch -> true);
        return network;
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().getAsDouble();
    }
}
