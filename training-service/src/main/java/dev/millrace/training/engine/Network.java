package dev.millrace.training.engine;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The description of a network that every engine builds alike: nothing is left open.
 *
 * @param features one name per element of a feature vector
 * @param layers first to last
 */
public record Network(List<String> features, List<Layer> layers, Output output) {

    private static final double MOST_NUMBERS_AT_ONCE = 32 << 20;
    private static final int MOST_ROWS_AT_ONCE = 4096;

    public Network {
        features = List.copyOf(features);
        layers = List.copyOf(layers);
    }

    /** Width of a feature vector. */
    public int inputs() {
        return features.size();
    }

    /** The layers in their places; throws INVALID_NETWORK for the first that does not fit. */
    public List<Part> parts() {
        var parts = new Anatomy(features).of(layers);
        Cuts.refuse(parts);
        var last = parts.isEmpty() ? Signal.of(inputs()) : parts.getLast().out();
        if (last.rank() != 1) {
            throw InvalidLayer.at(
                    "layers",
                    "end with %s, but the output layer takes a vector; add a flatten or a global-pool"
                            .formatted(last));
        }
        return parts;
    }

    /** All weights in the one order that hashes and files use. */
    public List<WeightShape> weights() {
        var parts = parts();
        var shapes = new ArrayList<WeightShape>();
        addWeights(parts, shapes);
        int last = parts.isEmpty() ? inputs() : parts.getLast().out().last();
        shapes.addAll(PartWeights.affine(Output.NAME, last, output.units()));
        return shapes;
    }

    private static void addWeights(List<Part> parts, List<WeightShape> shapes) {
        for (int index = 0; index < parts.size(); index++) {
            var part = parts.get(index);
            shapes.addAll(part.ownWeights(following(parts, index)));
            part.ways().forEach(way -> addWeights(way.parts(), shapes));
        }
    }

    /** The first activation from here on. */
    private static Activation following(List<Part> parts, int from) {
        return parts.subList(from, parts.size()).stream()
                .map(part -> activation(part.layer()))
                .filter(activation -> activation != Activation.LINEAR)
                .findFirst()
                .orElse(Activation.LINEAR);
    }

    private static Activation activation(Layer layer) {
        return switch (layer) {
            case Layer.Dense dense -> dense.activation();
            case Layer.Conv1d conv -> conv.activation();
            case Layer.Conv2d conv -> conv.activation();
            case Layer.Activate activate -> activate.activation();
            case Layer.Lstm _, Layer.Gru _ -> Activation.TANH;
            default -> Activation.LINEAR;
        };
    }

    /** These layers and all within them, by name; {@link Output#NAME} among them. */
    public Set<String> withAllWithin(Set<String> layers) {
        var names = new HashSet<>(layers);
        parts().stream()
                .flatMap(part -> part.all().stream())
                .filter(part -> layers.contains(part.name()))
                .forEach(part -> part.all().forEach(inner -> names.add(inner.name())));
        return names;
    }

    /**
     * How many rows go through it at once where nothing is learned from them: thousands, unless its
     * layers put out so much that fewer are as fast and take less memory.
     */
    public int rowsAtOnce() {
        return (int) Math.clamp(MOST_NUMBERS_AT_ONCE / numbersOfARow(), 1, MOST_ROWS_AT_ONCE);
    }

    /** What a row is in all of its layers. */
    public double numbersOfARow() {
        return inputs()
                + parts().stream()
                        .flatMap(part -> part.all().stream())
                        .mapToDouble(Part::numbers)
                        .sum();
    }

    /** How many numbers the weights are. */
    public long parameters() {
        return weights().stream().mapToLong(WeightShape::size).sum();
    }
}
