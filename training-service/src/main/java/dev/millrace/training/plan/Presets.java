package dev.millrace.training.plan;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.contracts.training.Preset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers that a preset stands for. Layers get as wide as twice the features, but no wider than
 * the square root of the rows, so that little data does not meet a large network; widths are powers
 * of two.
 */
final class Presets {

    private static final int LEAST_UNITS = 16;
    private static final int MOST_UNITS = 512;
    private static final int FILTERS = 32;
    private static final int LEAST_IMAGE = 4;
    private static final double DROPOUT = 0.2;

    private final DataFacts data;

    private Presets(DataFacts data) {
        this.data = data;
    }

    static List<Layer> layers(Preset preset, DataFacts data) {
        var presets = new Presets(data);
        return switch (preset) {
            case MLP -> presets.mlp();
            case CNN -> presets.cnn();
            case RNN -> presets.rnn();
            case WIDE_AND_DEEP -> presets.wideAndDeep();
            case AUTOENCODER -> presets.autoencoder();
            case LINEAR -> List.of();
        };
    }

    private List<Layer> mlp() {
        var layers = new ArrayList<>(embedded(null));
        int units = units();
        for (int width : List.of(units, units / 2)) {
            layers.add(Layer.Dense.of(width, Activation.RELU));
            layers.add(new Layer.BatchNorm(null, null));
            layers.add(new Layer.Dropout(DROPOUT));
        }
        return layers;
    }

    /** A linear model whose categories have a weight each, beside layers that combine features. */
    private List<Layer> wideAndDeep() {
        int units = units();
        var deep = new ArrayList<>(embedded(null));
        deep.add(Layer.Dense.of(units, Activation.RELU));
        deep.add(new Layer.Dropout(DROPOUT));
        deep.add(Layer.Dense.of(units / 2, Activation.RELU));
        return List.of(
                new Layer.Branches(
                        List.of(new Branch(null, embedded(1)), new Branch(null, deep)), null));
    }

    private List<Layer> cnn() {
        requireNumbers(Preset.CNN);
        int side = (int) Math.round(Math.sqrt(data.width()));
        return side * side == data.width() && side >= LEAST_IMAGE ? image(side) : sequence();
    }

    private List<Layer> image(int side) {
        var layers = new ArrayList<Layer>();
        layers.add(new Layer.Reshape(List.of(side, side, 1)));
        int filters = FILTERS;
        for (int size = side; size >= LEAST_IMAGE && filters <= 4 * FILTERS; size /= 2) {
            layers.add(Layer.Conv2d.of(filters, 3));
            layers.add(Layer.Conv2d.of(filters, 3));
            layers.add(new Layer.Pool(null, 2, null));
            filters *= 2;
        }
        layers.add(new Layer.Flatten());
        layers.add(new Layer.Dropout(2 * DROPOUT));
        layers.add(Layer.Dense.of(4 * FILTERS, Activation.RELU));
        layers.add(new Layer.Dropout(2 * DROPOUT));
        return layers;
    }

    private List<Layer> sequence() {
        return List.of(
                new Layer.Reshape(List.of(data.width(), 1)),
                Layer.Conv1d.of(FILTERS, 5),
                Layer.Conv1d.of(2 * FILTERS, 5),
                new Layer.GlobalPool(null),
                new Layer.Dropout(DROPOUT),
                Layer.Dense.of(2 * FILTERS, Activation.RELU));
    }

    private List<Layer> rnn() {
        requireNumbers(Preset.RNN);
        return List.of(
                new Layer.Reshape(List.of(data.width(), 1)),
                Layer.Gru.of(FILTERS),
                Layer.Dense.of(FILTERS, Activation.RELU));
    }

    private List<Layer> autoencoder() {
        requireNumbers(Preset.AUTOENCODER);
        int half = Math.max(2, data.width() / 2);
        int quarter = Math.max(2, data.width() / 4);
        return List.of(
                Layer.Dense.of(half, Activation.ELU),
                Layer.Dense.of(quarter, Activation.ELU),
                Layer.Dense.of(Math.max(1, data.width() / 8), Activation.LINEAR),
                Layer.Dense.of(quarter, Activation.ELU),
                Layer.Dense.of(half, Activation.ELU));
    }

    /** What brings category numbers into a form that can be weighed; nothing if there are none. */
    private List<Layer> embedded(@Nullable Integer dimensions) {
        var embedding = new Layer.Embedding(null, dimensions, null, null, null);
        if (data.categorical().isEmpty()) {
            return List.of();
        }
        if (data.numeric().isEmpty()) {
            return List.of(embedding);
        }
        return List.of(
                new Layer.Branches(
                        List.of(
                                new Branch(data.numeric(), null),
                                new Branch(data.categorical(), List.of(embedding))),
                        null));
    }

    private void requireNumbers(Preset preset) {
        if (!data.categorical().isEmpty()) {
            PlanCheck.throwIfAny(
                    List.of(
                            Mistake.in(
                                    "preset",
                                    "%s takes numbers, but %s are category numbers; one-hot them in the recipe"
                                            .formatted(
                                                    preset.name()
                                                            .toLowerCase(java.util.Locale.ROOT),
                                                    data.categorical()))));
        }
    }

    private int units() {
        int byRows = Integer.highestOneBit((int) Math.sqrt(data.rows()));
        int wanted = Integer.highestOneBit(2 * data.width());
        return Math.clamp(Math.min(wanted, byRows), LEAST_UNITS, MOST_UNITS);
    }
}
