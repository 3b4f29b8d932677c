package dev.millrace.training.engine;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Initializer;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.contracts.training.Padding;
import dev.millrace.contracts.training.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Networks with every layer, activation, output and loss, for checks of any engine. */
public final class Specimens {

    private static final int SEQUENCE = 12;
    private static final int IMAGE = 32;

    private Specimens() {}

    public static List<Specimen> all() {
        return Stream.of(
                        activations(),
                        dense(),
                        normalisations(),
                        convolutions(),
                        pools(),
                        recurrences(),
                        embeddings(),
                        joints(),
                        LossSpecimens.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Specimen> activations() {
        return Arrays.stream(Activation.values())
                .map(each -> Specimen.of("dense " + each, 3, Layer.Dense.of(4, each)))
                .toList();
    }

    private static List<Specimen> dense() {
        return List.of(
                Specimen.of("linear", 3),
                Specimen.of("l1", 3, dense(0.01, 0)),
                Specimen.of("l2", 3, dense(0, 0.1)),
                Specimen.of("elastic net", 3, dense(0.01, 0.1)),
                Specimen.of(
                        "dense over a sequence",
                        SEQUENCE,
                        sequence(),
                        Layer.Dense.of(4, Activation.SOFTMAX),
                        new Layer.Flatten()),
                Specimen.of(
                        "dense over an image",
                        IMAGE,
                        image(),
                        Layer.Dense.of(3, Activation.TANH),
                        new Layer.Flatten()),
                Specimen.of(
                        "dropout",
                        4,
                        Layer.Dense.of(8, Activation.SIGMOID),
                        new Layer.Dropout(0.5),
                        Layer.Dense.of(3, Activation.ELU),
                        new Layer.Dropout(0.25)));
    }

    private static List<Specimen> normalisations() {
        return List.of(
                Specimen.of(
                        "batch-norm",
                        3,
                        Layer.Dense.of(4, Activation.LINEAR),
                        new Layer.BatchNorm(0.9, null),
                        new Layer.Activate(Activation.TANH)),
                Specimen.of(
                        "batch-norm of images",
                        IMAGE,
                        image(),
                        new Layer.BatchNorm(null, null),
                        Layer.Conv2d.of(2, 2),
                        new Layer.GlobalPool(Pooling.AVERAGE)),
                Specimen.of(
                        "layer-norm",
                        4,
                        new Layer.LayerNorm(null),
                        Layer.Dense.of(3, Activation.TANH),
                        new Layer.LayerNorm(null)),
                Specimen.of(
                        "layer-norm of sequences",
                        SEQUENCE,
                        sequence(),
                        new Layer.LayerNorm("norm"),
                        new Layer.Flatten()));
    }

    private static List<Specimen> convolutions() {
        var specimens = new ArrayList<Specimen>();
        for (var padding : Padding.values()) {
            for (int stride = 1; stride <= 2; stride++) {
                specimens.add(
                        Specimen.of(
                                "conv1d %s %d".formatted(padding, stride),
                                SEQUENCE,
                                sequence(),
                                conv1d(stride, padding),
                                new Layer.Flatten()));
                specimens.add(
                        Specimen.of(
                                "conv2d %s %d".formatted(padding, stride),
                                IMAGE,
                                image(),
                                conv2d(stride, padding),
                                new Layer.Flatten()));
            }
        }
        return specimens;
    }

    private static List<Specimen> pools() {
        var specimens = new ArrayList<Specimen>();
        for (var kind : Pooling.values()) {
            var conv1d = Layer.Conv1d.of(3, 2);
            var conv2d = Layer.Conv2d.of(2, 2);
            specimens.add(pooled("pool sequence " + kind, sequence(), conv1d, pool(kind, 2, 2)));
            specimens.add(pooled("pool overlapping " + kind, sequence(), conv1d, pool(kind, 3, 1)));
            specimens.add(pooled("pool image " + kind, image(), conv2d, pool(kind, 2, 2)));
            specimens.add(pooled("pool wide image " + kind, image(), conv2d, pool(kind, 3, 1)));
            var global = new Layer.GlobalPool(kind);
            specimens.add(pooled("global-pool sequence " + kind, sequence(), conv1d, global));
            specimens.add(pooled("global-pool image " + kind, image(), conv2d, global));
        }
        return specimens;
    }

    private static Specimen pooled(String name, Layer.Reshape shape, Layer conv, Layer pool) {
        int inputs = shape.shape().stream().reduce(1, (one, other) -> one * other);
        return Specimen.of(name, inputs, shape, conv, pool, new Layer.Flatten());
    }

    private static List<Specimen> recurrences() {
        return List.of(
                Specimen.of("lstm", SEQUENCE, sequence(), Layer.Lstm.of(3)),
                Specimen.of("gru", SEQUENCE, sequence(), Layer.Gru.of(3)),
                Specimen.of("lstm of one place", 3, reshape(1, 3), Layer.Lstm.of(2)),
                Specimen.of("gru of one place", 3, reshape(1, 3), Layer.Gru.of(2)),
                Specimen.of(
                        "lstm of all states",
                        SEQUENCE,
                        sequence(),
                        new Layer.Lstm(2, true, null, 0.01, 0.1, null),
                        Layer.Lstm.of(2)),
                Specimen.of(
                        "gru of all states",
                        SEQUENCE,
                        sequence(),
                        new Layer.Gru(2, true, null, 0.01, 0.1, null),
                        new Layer.Flatten()));
    }

    private static List<Specimen> embeddings() {
        return List.of(
                Specimen.of(
                        "embedding",
                        List.of("c4_a", "c3_b", "c9_c"),
                        new Layer.Embedding(List.of(4, 3, 9), null, null, 0.1, null),
                        Layer.Dense.of(3, Activation.TANH)),
                Specimen.of(
                        "embedding of one column",
                        List.of("c4_a"),
                        new Layer.Embedding(List.of(4), 3, null, null, null)),
                Specimen.of(
                        "shared embedding",
                        List.of("c5_a", "c5_b", "c5_c", "c5_d"),
                        new Layer.Embedding(List.of(5), 3, true, 0.1, null),
                        Layer.Gru.of(2)));
    }

    private static List<Specimen> joints() {
        var inner = List.<Layer>of(Layer.Dense.of(3, Activation.TANH));
        var wider =
                List.<Layer>of(Layer.Dense.of(4, Activation.TANH), new Layer.BatchNorm(null, null));
        var deep =
                List.<Layer>of(
                        new Layer.Embedding(List.of(4, 3), 2, null, null, "tables"),
                        Layer.Dense.of(3, Activation.SWISH));
        return List.of(
                Specimen.of("residual", 3, new Layer.Residual(inner, null)),
                Specimen.of("projected residual", 3, new Layer.Residual(wider, "block")),
                Specimen.of(
                        "residual of images",
                        IMAGE,
                        image(),
                        new Layer.Residual(List.of(Layer.Conv2d.of(3, 3)), null),
                        new Layer.GlobalPool(null)),
                Specimen.of(
                        "wide and deep",
                        List.of("x0", "c4_a", "x1", "c3_b"),
                        new Layer.Branches(
                                List.of(
                                        new Branch(List.of("x1", "x0"), null),
                                        new Branch(List.of("c4_a", "c3_b"), deep)),
                                null)),
                Specimen.of(
                        "branches of sequences",
                        SEQUENCE,
                        sequence(),
                        new Layer.Branches(
                                List.of(
                                        new Branch(null, List.of(Layer.Conv1d.of(2, 2))),
                                        new Branch(
                                                null,
                                                List.of(
                                                        new Layer.Lstm(
                                                                2, true, null, null, null, null)))),
                                "both"),
                        new Layer.Flatten()));
    }

    private static Layer.Reshape sequence() {
        return reshape(4, 3);
    }

    private static Layer.Reshape image() {
        return reshape(4, 4, 2);
    }

    private static Layer.Reshape reshape(Integer... shape) {
        return new Layer.Reshape(List.of(shape));
    }

    private static Layer.Dense dense(double l1, double l2) {
        return new Layer.Dense(4, Activation.TANH, Initializer.GLOROT_NORMAL, l1, l2, null);
    }

    private static Layer.Conv1d conv1d(int stride, Padding padding) {
        return new Layer.Conv1d(2, 3, stride, padding, Activation.TANH, null, 0.01, 0.1, null);
    }

    private static Layer.Conv2d conv2d(int stride, Padding padding) {
        return new Layer.Conv2d(2, 3, stride, padding, Activation.RELU, null, 0.01, 0.1, null);
    }

    private static Layer.Pool pool(Pooling kind, int size, int stride) {
        return new Layer.Pool(kind, size, stride);
    }
}
