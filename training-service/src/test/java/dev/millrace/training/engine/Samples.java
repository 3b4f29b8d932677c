package dev.millrace.training.engine;

import static java.util.stream.Collectors.joining;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Initializer;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.Padding;
import dev.millrace.contracts.training.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Small networks that between them have every layer, activation, loss and optimizer: a new one in
 * the vocabulary fails here until it has a sample.
 */
public final class Samples {

    public static final int FEATURES = 24;

    private Samples() {}

    /** A network with what it is trained for; deterministic without dropout. */
    public record Sample(String what, Network network, Objective objective) {

        @Override
        public String toString() {
            return what;
        }
    }

    public static Stream<Sample> all() {
        return Stream.of(layers(), activations(), losses(), optimizers()).flatMap(each -> each);
    }

    /** Several settings of each layer. */
    public static Stream<Sample> layers() {
        return Arrays.stream(Layer.class.getPermittedSubclasses())
                .flatMap(type ->
                        settings(type).stream()
                                .map(layers ->
                                        sample(
                                                layers.stream()
                                                        .map(Record.class::cast)
                                                        .map(Samples::named)
                                                        .collect(joining(", ")),
                                                layers,
                                                new Output.Regression(),
                                                new Loss.SquaredError(),
                                                sgd())));
    }

    public static Stream<Sample> activations() {
        return Arrays.stream(Activation.values())
                .map(activation ->
                        sample(
                                activation.toString(),
                                List.of(
                                        Layer.Dense.of(6, activation),
                                        new Layer.Activate(activation)),
                                new Output.Binary(),
                                new Loss.CrossEntropy(null),
                                sgd()));
    }

    public static Stream<Sample> losses() {
        return Arrays.stream(Loss.class.getPermittedSubclasses())
                .flatMap(type -> settingsOfLoss(type).stream())
                .flatMap(loss ->
                        outputs(loss)
                                .map(output ->
                                        sample(
                                                loss + " " + output,
                                                List.of(Layer.Dense.of(5, Activation.TANH)),
                                                output,
                                                loss,
                                                sgd())));
    }

    public static Stream<Sample> optimizers() {
        return Arrays.stream(Optimizer.class.getPermittedSubclasses())
                .flatMap(type -> settingsOfOptimizer(type).stream())
                .map(optimizer ->
                        sample(
                                optimizer.toString(),
                                List.of(
                                        Layer.Dense.of(6, Activation.TANH),
                                        new Layer.BatchNorm(0.9, null)),
                                new Output.Multiclass(3),
                                new Loss.CrossEntropy(null),
                                optimizer));
    }

    public static Sample sample(
            String what, List<Layer> layers, Output output, Loss loss, Optimizer optimizer) {
        var features = IntStream.range(0, FEATURES).mapToObj(index -> "x" + index).toList();
        return new Sample(
                what, new Network(features, layers, output), Objective.of(loss, optimizer));
    }

    /** Categories 0 to 2 for networks that begin with an embedding, normal numbers otherwise. */
    public static Batch batch(Network network, int rows) {
        var random = new Random(42);
        var features = new float[rows * FEATURES];
        boolean categories = network.layers().stream().anyMatch(Layer.Embedding.class::isInstance);
        for (int index = 0; index < features.length; index++) {
            features[index] = categories ? random.nextInt(3) : (float) random.nextGaussian();
        }
        var labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] =
                    switch (network.output()) {
                        case Output.Binary _ -> random.nextInt(2);
                        case Output.Multiclass(int classes) -> random.nextInt(classes);
                        case Output.Regression _ -> (float) random.nextGaussian();
                        case Output.Reconstruction _ -> 0;
                    };
        }
        return new Batch(features, labels);
    }

    private static List<List<Layer>> settings(Class<?> type) {
        var image = new Layer.Reshape(List.of(4, 3, 2));
        var sequence = new Layer.Reshape(List.of(8, 3));
        var flat = new Layer.Flatten();
        if (type == Layer.Dense.class) {
            return List.of(
                    List.of(),
                    List.of(new Layer.Dense(4, Activation.TANH, null, 0.01, 0.02, null)),
                    List.of(sequence, Layer.Dense.of(4, Activation.TANH), flat));
        }
        if (type == Layer.Dropout.class) {
            return List.of(List.of(new Layer.Dropout(0.0)));
        }
        if (type == Layer.BatchNorm.class) {
            var norm = new Layer.BatchNorm(0.9, null);
            return List.of(
                    List.of(norm), List.of(sequence, norm, flat), List.of(image, norm, flat));
        }
        if (type == Layer.LayerNorm.class) {
            var norm = new Layer.LayerNorm(null);
            return List.of(List.of(norm), List.of(image, norm, flat));
        }
        if (type == Layer.Activate.class) {
            return List.of(List.of(new Layer.Activate(Activation.GELU)));
        }
        if (type == Layer.Embedding.class) {
            var each = IntStream.range(0, FEATURES).mapToObj(index -> 3 + index).toList();
            return List.of(
                    List.of(new Layer.Embedding(each, null, null, 0.01, null)),
                    List.of(new Layer.Embedding(List.of(3), 5, true, null, null), flat));
        }
        if (type == Layer.Reshape.class || type == Layer.Flatten.class) {
            return List.of(List.of(image, sequence, flat));
        }
        if (type == Layer.Conv1d.class) {
            return convolutions1().stream().map(conv -> List.of(sequence, conv, flat)).toList();
        }
        if (type == Layer.Conv2d.class) {
            return convolutions2().stream().map(conv -> List.of(image, conv, flat)).toList();
        }
        if (type == Layer.Pool.class) {
            return pools().flatMap(pool ->
                            Stream.of(List.of(sequence, pool, flat), List.of(image, pool, flat)))
                    .toList();
        }
        if (type == Layer.GlobalPool.class) {
            return Arrays.stream(Pooling.values())
                    .map(Layer.GlobalPool::new)
                    .flatMap(pool ->
                            Stream.of(List.<Layer>of(sequence, pool), List.<Layer>of(image, pool)))
                    .toList();
        }
        if (type == Layer.Lstm.class) {
            return List.of(
                    List.of(sequence, Layer.Lstm.of(5)),
                    List.of(sequence, new Layer.Lstm(5, true, null, 0.01, 0.02, null), flat));
        }
        if (type == Layer.Gru.class) {
            return List.of(
                    List.of(sequence, Layer.Gru.of(5)),
                    List.of(sequence, new Layer.Gru(5, true, null, 0.01, 0.02, null), flat));
        }
        if (type == Layer.Residual.class) {
            return List.of(
                    List.of(residual(FEATURES)),
                    List.of(residual(7)),
                    List.of(image, new Layer.Residual(List.of(Layer.Conv2d.of(3, 3)), null), flat));
        }
        if (type == Layer.Branches.class) {
            return List.of(List.of(wideAndDeep()), List.of(sequence, twoKernels(), flat));
        }
        throw new AssertionError("no sample of " + type);
    }

    private static List<Layer> convolutions1() {
        var convolutions = new ArrayList<Layer>();
        for (var padding : Padding.values()) {
            for (int stride : new int[] {1, 2, 3}) {
                for (int kernel : new int[] {2, 3}) {
                    convolutions.add(
                            new Layer.Conv1d(
                                    4,
                                    kernel,
                                    stride,
                                    padding,
                                    Activation.TANH,
                                    Initializer.HE_NORMAL,
                                    0.01,
                                    0.02,
                                    null));
                }
            }
        }
        return convolutions;
    }

    private static List<Layer> convolutions2() {
        var convolutions = new ArrayList<Layer>();
        for (var padding : Padding.values()) {
            for (int stride : new int[] {1, 2}) {
                for (int kernel : new int[] {2, 3}) {
                    convolutions.add(
                            new Layer.Conv2d(
                                    4,
                                    kernel,
                                    stride,
                                    padding,
                                    Activation.TANH,
                                    Initializer.HE_NORMAL,
                                    0.01,
                                    0.02,
                                    null));
                }
            }
        }
        return convolutions;
    }

    private static Stream<Layer> pools() {
        return Arrays.stream(Pooling.values())
                .flatMap(kind ->
                        Stream.of(
                                new Layer.Pool(kind, 2, null),
                                new Layer.Pool(kind, 3, 1),
                                new Layer.Pool(kind, 2, 3)));
    }

    private static Layer residual(int units) {
        return new Layer.Residual(
                List.of(Layer.Dense.of(6, Activation.TANH), Layer.Dense.of(units, Activation.TANH)),
                null);
    }

    private static Layer wideAndDeep() {
        return new Layer.Branches(
                List.of(
                        new Branch(List.of("x3", "x1", "x20"), null),
                        new Branch(null, List.of(Layer.Dense.of(6, Activation.TANH)))),
                null);
    }

    private static Layer twoKernels() {
        return new Layer.Branches(
                List.of(
                        new Branch(null, List.of(Layer.Conv1d.of(4, 3))),
                        new Branch(null, List.of(Layer.Conv1d.of(2, 2))),
                        new Branch(null, null)),
                null);
    }

    private static List<Loss> settingsOfLoss(Class<?> type) {
        if (type == Loss.CrossEntropy.class) {
            return List.of(new Loss.CrossEntropy(null), new Loss.CrossEntropy(0.1));
        }
        if (type == Loss.Focal.class) {
            return List.of(new Loss.Focal(null), new Loss.Focal(0.5), new Loss.Focal(0.0));
        }
        if (type == Loss.SquaredError.class) {
            return List.of(new Loss.SquaredError());
        }
        if (type == Loss.AbsoluteError.class) {
            return List.of(new Loss.AbsoluteError());
        }
        if (type == Loss.Huber.class) {
            return List.of(new Loss.Huber(null), new Loss.Huber(0.3));
        }
        if (type == Loss.Quantile.class) {
            return List.of(new Loss.Quantile(0.9), new Loss.Quantile(0.2));
        }
        throw new AssertionError("no sample of " + type);
    }

    private static Stream<Output> outputs(Loss loss) {
        return loss.isForClasses()
                ? Stream.of(new Output.Binary(), new Output.Multiclass(4))
                : Stream.of(new Output.Regression(), new Output.Reconstruction(FEATURES));
    }

    private static List<Optimizer> settingsOfOptimizer(Class<?> type) {
        if (type == Optimizer.Adam.class) {
            return List.of(new Optimizer.Adam(0.01));
        }
        if (type == Optimizer.AdamW.class) {
            return List.of(new Optimizer.AdamW(0.01, 0.1));
        }
        if (type == Optimizer.Sgd.class) {
            return List.of(new Optimizer.Sgd(0.1, null), new Optimizer.Sgd(0.1, 0.9));
        }
        if (type == Optimizer.RmsProp.class) {
            return List.of(new Optimizer.RmsProp(0.01, null));
        }
        if (type == Optimizer.Adagrad.class) {
            return List.of(new Optimizer.Adagrad(0.1));
        }
        throw new AssertionError("no sample of " + type);
    }

    private static Optimizer sgd() {
        return new Optimizer.Sgd(1.0, null);
    }

    private static String named(Record layer) {
        return layer.toString().replaceAll("(activation|initializer)=\\w+, |, name=null", "");
    }
}
