package dev.millrace.training.engine;

import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small network with all that a check of an engine needs: weights and a batch without anything
 * special about them (no zero, no one, nothing near a kink), the same for the same seed.
 *
 * <p>A feature whose name begins with {@code c} and a number is a category of so many, such as
 * {@code c4_colour}; all others are normally distributed.
 */
public record Specimen(
        String name, List<String> features, List<Layer> layers, Output output, Objective aim) {

    /** Weights are multiples of it, so that a float holds them and their neighbours exactly. */
    public static final double GRAIN = 1.0 / (1 << 16);

    public static Specimen of(String name, int inputs, Layer... layers) {
        var features = new ArrayList<String>();
        for (int index = 0; index < inputs; index++) {
            features.add("x" + index);
        }
        return of(name, features, layers);
    }

    public static Specimen of(String name, List<String> features, Layer... layers) {
        return new Specimen(
                name,
                features,
                List.of(layers),
                new Output.Regression(),
                Objective.of(new Loss.SquaredError(), new Optimizer.Sgd(null, null)));
    }

    public Specimen with(Output changed, Loss loss, List<Double> classWeights) {
        var objective =
                new Objective(loss, classWeights, aim.optimizer(), aim.clip(), aim.frozen());
        return new Specimen(name, features, layers, changed, objective);
    }

    public Network network() {
        return new Network(features, layers, output);
    }

    public Weights weights(long seed) {
        var random = new Random(seed);
        var initial = InitialWeights.of(network(), new Randomness(seed));
        var values = new ArrayList<float[]>();
        for (int index = 0; index < initial.shapes().size(); index++) {
            boolean positive =
                    initial.shapes().get(index).role() == WeightShape.Role.MOVING_VARIANCE;
            var moved = initial.values().get(index).clone();
            for (int place = 0; place < moved.length; place++) {
                double number = moved[place] + 0.3 * random.nextGaussian();
                moved[place] = rounded(positive ? 0.2 + Math.abs(number) : number);
            }
            values.add(moved);
        }
        return new Weights(initial.shapes(), values);
    }

    private static float rounded(double number) {
        return (float) (Math.round(number / GRAIN) * GRAIN);
    }

    public Batch batch(long seed, int rows) {
        var random = new Random(seed);
        var numbers = new float[rows * features.size()];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < features.size(); column++) {
                numbers[row * features.size() + column] = feature(features.get(column), random);
            }
            labels[row] =
                    switch (output) {
                        case Output.Binary _ -> random.nextInt(2);
                        case Output.Multiclass(int classes) -> random.nextInt(classes);
                        case Output.Regression _, Output.Reconstruction _ ->
                                (float) random.nextGaussian();
                    };
        }
        return new Batch(numbers, labels);
    }

    private static float feature(String name, Random random) {
        if (!name.startsWith("c")) {
            return (float) random.nextGaussian();
        }
        return random.nextInt(Integer.parseInt(name.substring(1, name.indexOf('_'))));
    }

    @Override
    public String toString() {
        return name;
    }
}
