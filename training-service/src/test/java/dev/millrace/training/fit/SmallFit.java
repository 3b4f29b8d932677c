package dev.millrace.training.fit;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.Finding;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.contracts.training.TrainRequestBuilder;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.engine.tensorflow.TensorflowEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A fit of a small TensorFlow network to two features, with all that it told. */
final class SmallFit {

    static final Randomness SEED = new Randomness(3);

    final List<Epoch> epochs = new ArrayList<>();
    final List<String> hashes = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();

    private final TrainRequest request;
    private Output output = new Output.Regression();
    private List<Layer> layers = List.of(Layer.Dense.of(16, Activation.RELU));
    private RowSource train = noise(40, 1);
    private RowSource validation = noise(30, 2);
    private FitMemory memory = FitMemory.none();
    private Predicate<Epoch> verdict = epoch -> true;

    SmallFit(UnaryOperator<TrainRequestBuilder> change) {
        var usual =
                TrainRequest.of("small", new UUID(0, 1))
                        .change()
                        .batchSize(8)
                        .epochs(20)
                        .earlyStopping(EarlyStopping.after(10_000));
        request = change.apply(usual).build();
    }

    SmallFit layers(Layer... given) {
        layers = List.of(given);
        return this;
    }

    SmallFit on(Output given, RowSource training, RowSource validating) {
        output = given;
        train = training;
        validation = validating;
        return this;
    }

    SmallFit remembering(FitMemory given) {
        memory = given;
        return this;
    }

    SmallFit until(Predicate<Epoch> given) {
        verdict = given;
        return this;
    }

    Fitted run() throws IOException {
        var network = new Network(names(train.width()), layers, output);
        var loss =
                output instanceof Output.Regression
                        ? new Loss.SquaredError()
                        : new Loss.CrossEntropy(null);
        var objective = Objective.of(loss, request.optimizer());
        var initial = InitialWeights.of(network, SEED);
        try (var trained = new TensorflowEngine(1).open(network, objective, initial)) {
            var fit = new Fit(FitPlan.of(request), SEED, train, validation);
            return fit.run(
                    trained,
                    new FitListener() {
                        @Override
                        public boolean goOn(Epoch epoch) {
                            epochs.add(epoch);
                            hashes.add(trained.weights().hash());
                            return verdict.test(epoch);
                        }

                        @Override
                        public void found(Finding finding) {
                            findings.add(finding);
                        }
                    },
                    memory);
        }
    }

    private static List<String> names(int width) {
        return java.util.stream.IntStream.range(0, width).mapToObj(i -> "x" + i).toList();
    }

    /** Much noise and few rows: soon a network learns the noise. */
    static Rows noise(int count, long seed) {
        return rows(count, seed, (random, x) -> (float) (x + random.nextGaussian()));
    }

    /** A plane, without noise. */
    static Rows plane(int count, long seed) {
        return rows(count, seed, (random, x) -> x);
    }

    /** Class 1 above a threshold of the first feature. */
    static Rows classes(int count, long seed, double threshold) {
        return rows(count, seed, (random, x) -> x > threshold ? 1f : 0f);
    }

    private interface Label {
        float of(Random random, float x);
    }

    private static Rows rows(int count, long seed, Label label) {
        var random = new Random(seed);
        var features = new float[2 * count];
        var labels = new float[count];
        for (int row = 0; row < count; row++) {
            features[2 * row] = (float) random.nextGaussian();
            features[2 * row + 1] = (float) random.nextGaussian();
            labels[row] = label.of(random, features[2 * row]);
        }
        return new Rows(2, features, labels);
    }
}
