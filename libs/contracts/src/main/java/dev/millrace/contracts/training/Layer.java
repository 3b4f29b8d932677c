package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a network. The output layer is added by the platform: its shape follows from the
 * target.
 *
 * <p>A layer takes the rows of a signal and gives rows of another: a vector {@code [n]}, a sequence
 * {@code [length, channels]} or an image {@code [height, width, channels]}; a network begins with
 * the feature vector. What is left out gets the default that the layer states, so that a layer that
 * has been read has no open ends. {@code name} tells a layer from others: for freezing, for taking
 * weights over, in messages; default its place, such as {@code 2} or {@code 2.0.1}.
 *
 * <p>{@code l1} and {@code l2} add l1 sum|W| + l2 sum W² of the layer's kernels to the loss; both
 * together are an elastic net.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Layer.Dense.class, name = "dense"),
    @JsonSubTypes.Type(value = Layer.Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Layer.BatchNorm.class, name = "batch-norm"),
    @JsonSubTypes.Type(value = Layer.LayerNorm.class, name = "layer-norm"),
    @JsonSubTypes.Type(value = Layer.Activate.class, name = "activation"),
    @JsonSubTypes.Type(value = Layer.Embedding.class, name = "embedding"),
    @JsonSubTypes.Type(value = Layer.Reshape.class, name = "reshape"),
    @JsonSubTypes.Type(value = Layer.Flatten.class, name = "flatten"),
    @JsonSubTypes.Type(value = Layer.Conv1d.class, name = "conv1d"),
    @JsonSubTypes.Type(value = Layer.Conv2d.class, name = "conv2d"),
    @JsonSubTypes.Type(value = Layer.Pool.class, name = "pool"),
    @JsonSubTypes.Type(value = Layer.GlobalPool.class, name = "global-pool"),
    @JsonSubTypes.Type(value = Layer.Lstm.class, name = "lstm"),
    @JsonSubTypes.Type(value = Layer.Gru.class, name = "gru"),
    @JsonSubTypes.Type(value = Layer.Residual.class, name = "residual"),
    @JsonSubTypes.Type(value = Layer.Branches.class, name = "branches"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Layer {

    /** How others call it; null for its place. Layers without weights or parts have no name. */
    default @Nullable String name() {
        return null;
    }

    /** activation(x W + b) over the last dimension; {@code units} 1 to 16384. */
    record Dense(
            int units,
            Activation activation,
            Initializer initializer,
            Double l1,
            Double l2,
            @Nullable String name)
            implements Layer {

        public Dense(
                int units,
                @Nullable Activation activation,
                @Nullable Initializer initializer,
                @Nullable Double l1,
                @Nullable Double l2,
                @Nullable String name) {
            this.units = units;
            this.activation = requireNonNullElse(activation, Activation.RELU);
            this.initializer = requireNonNullElse(initializer, Initializer.AUTO);
            this.l1 = requireNonNullElse(l1, 0.0);
            this.l2 = requireNonNullElse(l2, 0.0);
            this.name = name;
        }

        public static Dense of(int units, Activation activation) {
            return new Dense(units, activation, null, null, null, null);
        }
    }

    /**
     * While training, zeroes a share {@code rate} (0 to 1, exclusive) and scales the rest by 1 / (1
     * - rate).
     */
    record Dropout(double rate) implements Layer {}

    /**
     * Normalises each element of the last dimension over all others of the batch while training,
     * and by moving averages afterwards (Ioffe and Szegedy 2015, epsilon 1e-3, population
     * variance).
     *
     * @param momentum of the moving averages; default 0.99
     */
    record BatchNorm(Double momentum, @Nullable String name) implements Layer {

        public BatchNorm(@Nullable Double momentum, @Nullable String name) {
            this.momentum = requireNonNullElse(momentum, 0.99);
            this.name = name;
        }
    }

    /** Normalises each row over its last dimension (Ba et al. 2016, epsilon 1e-3). */
    record LayerNorm(@Nullable String name) implements Layer {}

    /** An activation on its own, such as after batch-norm. */
    record Activate(Activation activation) implements Layer {}

    /**
     * Learned vectors in place of category indices, such as the ordinal operation gives: {@code
     * [k]} becomes {@code [sum of dimensions]}, one table per element; with {@code shared} {@code
     * [k, dimensions]} from one table, for sequences of tokens.
     *
     * @param vocabulary number of categories, one per element (one in all if shared); default: what
     *     the transform learned
     * @param dimensions of one vector; default min(50, (vocabulary + 1) / 2), by table
     * @param shared default false
     */
    record Embedding(
            @Nullable List<Integer> vocabulary,
            @Nullable Integer dimensions,
            Boolean shared,
            Double l2,
            @Nullable String name)
            implements Layer {

        private static final int MOST_DIMENSIONS = 50;

        public Embedding(
                @Nullable List<Integer> vocabulary,
                @Nullable Integer dimensions,
                @Nullable Boolean shared,
                @Nullable Double l2,
                @Nullable String name) {
            this.vocabulary = vocabulary == null ? null : Copies.of(vocabulary);
            this.dimensions = dimensions;
            this.shared = requireNonNullElse(shared, false);
            this.l2 = requireNonNullElse(l2, 0.0);
            this.name = name;
        }

        /** Length of the vectors of a table. */
        public int dimensionsOf(int categories) {
            return dimensions == null
                    ? Math.min(MOST_DIMENSIONS, (categories + 1) / 2)
                    : dimensions;
        }
    }

    /**
     * The same numbers in another shape, row-major; {@code [8, 8, 1]} makes 64 features an image.
     */
    record Reshape(List<Integer> shape) implements Layer {
        public Reshape {
            shape = Copies.of(shape);
        }
    }

    /** The same numbers as a vector. */
    record Flatten() implements Layer {}

    /**
     * activation(x * W + b) over a sequence.
     *
     * @param kernel how many places at once
     * @param stride default 1
     * @param padding default same
     */
    record Conv1d(
            int filters,
            int kernel,
            Integer stride,
            Padding padding,
            Activation activation,
            Initializer initializer,
            Double l1,
            Double l2,
            @Nullable String name)
            implements Layer {

        public Conv1d(
                int filters,
                int kernel,
                @Nullable Integer stride,
                @Nullable Padding padding,
                @Nullable Activation activation,
                @Nullable Initializer initializer,
                @Nullable Double l1,
                @Nullable Double l2,
                @Nullable String name) {
            this.filters = filters;
            this.kernel = kernel;
            this.stride = requireNonNullElse(stride, 1);
            this.padding = requireNonNullElse(padding, Padding.SAME);
            this.activation = requireNonNullElse(activation, Activation.RELU);
            this.initializer = requireNonNullElse(initializer, Initializer.AUTO);
            this.l1 = requireNonNullElse(l1, 0.0);
            this.l2 = requireNonNullElse(l2, 0.0);
            this.name = name;
        }

        public static Conv1d of(int filters, int kernel) {
            return new Conv1d(filters, kernel, null, null, null, null, null, null, null);
        }
    }

    /**
     * activation(x * W + b) over an image; {@code kernel} and {@code stride} in both directions.
     */
    record Conv2d(
            int filters,
            int kernel,
            Integer stride,
            Padding padding,
            Activation activation,
            Initializer initializer,
            Double l1,
            Double l2,
            @Nullable String name)
            implements Layer {

        public Conv2d(
                int filters,
                int kernel,
                @Nullable Integer stride,
                @Nullable Padding padding,
                @Nullable Activation activation,
                @Nullable Initializer initializer,
                @Nullable Double l1,
                @Nullable Double l2,
                @Nullable String name) {
            this.filters = filters;
            this.kernel = kernel;
            this.stride = requireNonNullElse(stride, 1);
            this.padding = requireNonNullElse(padding, Padding.SAME);
            this.activation = requireNonNullElse(activation, Activation.RELU);
            this.initializer = requireNonNullElse(initializer, Initializer.AUTO);
            this.l1 = requireNonNullElse(l1, 0.0);
            this.l2 = requireNonNullElse(l2, 0.0);
            this.name = name;
        }

        public static Conv2d of(int filters, int kernel) {
            return new Conv2d(filters, kernel, null, null, null, null, null, null, null);
        }
    }

    /**
     * The maximum or mean of each window of a sequence or an image; windows do not reach over the
     * edge.
     *
     * @param kind default max
     * @param stride default {@code size}
     */
    record Pool(Pooling kind, int size, Integer stride) implements Layer {

        public Pool(@Nullable Pooling kind, int size, @Nullable Integer stride) {
            this.kind = requireNonNullElse(kind, Pooling.MAX);
            this.size = size;
            this.stride = requireNonNullElse(stride, size);
        }
    }

    /** The maximum or mean over all places, by channel: a vector. */
    record GlobalPool(Pooling kind) implements Layer {

        public GlobalPool(@Nullable Pooling kind) {
            this.kind = requireNonNullElse(kind, Pooling.MAX);
        }
    }

    /**
     * Hochreiter and Schmidhuber 1997 with forget gates, gates in the order input, forget, cell,
     * output; forget bias starts at 1. {@code [length, channels]} becomes {@code [units]}, the last
     * state, or {@code [length, units]}.
     *
     * @param sequences whether all states are given; default false
     */
    record Lstm(
            int units,
            Boolean sequences,
            Initializer initializer,
            Double l1,
            Double l2,
            @Nullable String name)
            implements Layer {

        public Lstm(
                int units,
                @Nullable Boolean sequences,
                @Nullable Initializer initializer,
                @Nullable Double l1,
                @Nullable Double l2,
                @Nullable String name) {
            this.units = units;
            this.sequences = requireNonNullElse(sequences, false);
            this.initializer = requireNonNullElse(initializer, Initializer.AUTO);
            this.l1 = requireNonNullElse(l1, 0.0);
            this.l2 = requireNonNullElse(l2, 0.0);
            this.name = name;
        }

        public static Lstm of(int units) {
            return new Lstm(units, null, null, null, null, null);
        }
    }

    /**
     * Cho et al. 2014, the reset gate applied after the recurrent product, gates in the order
     * update, reset, candidate; otherwise like {@link Lstm}.
     */
    record Gru(
            int units,
            Boolean sequences,
            Initializer initializer,
            Double l1,
            Double l2,
            @Nullable String name)
            implements Layer {

        public Gru(
                int units,
                @Nullable Boolean sequences,
                @Nullable Initializer initializer,
                @Nullable Double l1,
                @Nullable Double l2,
                @Nullable String name) {
            this.units = units;
            this.sequences = requireNonNullElse(sequences, false);
            this.initializer = requireNonNullElse(initializer, Initializer.AUTO);
            this.l1 = requireNonNullElse(l1, 0.0);
            this.l2 = requireNonNullElse(l2, 0.0);
            this.name = name;
        }

        public static Gru of(int units) {
            return new Gru(units, null, null, null, null, null);
        }
    }

    /**
     * x + f(x), where f are the layers (He et al. 2016). Where f changes the size of the last
     * dimension only, x is brought to it by a linear kernel; any other change is a mistake.
     */
    record Residual(List<Layer> layers, @Nullable String name) implements Layer {
        public Residual {
            layers = Copies.of(layers);
        }
    }

    /** Several ways from the same signal, joined at their last dimension, as wide and deep. */
    record Branches(List<Branch> branches, @Nullable String name) implements Layer {
        public Branches {
            branches = Copies.of(branches);
        }
    }

    /**
     * One way of {@link Branches}.
     *
     * @param features which features it sees, by their names or the columns that they come from;
     *     only where the signal still is the features: in the first layer of a network, or of a
     *     branch of that which sees them all; default all
     * @param layers none passes the signal on
     */
    record Branch(@Nullable List<String> features, List<Layer> layers) {

        public Branch(@Nullable List<String> features, @Nullable List<Layer> layers) {
            this.features = features == null ? null : Copies.of(features);
            this.layers = Copies.of(layers);
        }
    }
}
