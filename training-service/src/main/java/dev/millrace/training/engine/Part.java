package dev.millrace.training.engine;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer in its place.
 *
 * @param name the layer's own, or its place such as {@code 2.0.1}
 * @param ways the layers within: one way for a residual block, one by branch, none otherwise
 */
public record Part(String name, Layer layer, Signal in, Signal out, List<Way> ways) {

    public Part {
        ways = List.copyOf(ways);
    }

    /**
     * Layers one after the other.
     *
     * @param columns indices of the features that it begins with; empty for the whole signal
     */
    public record Way(List<Integer> columns, List<Part> parts, Signal out) {

        public Way {
            columns = List.copyOf(columns);
            parts = List.copyOf(parts);
        }
    }

    /** Whether a residual block must bring its input to the size of its output. */
    public boolean isProjected() {
        return layer instanceof Layer.Residual && in.last() != out.last();
    }

    /** All weights of this part without those within, in their fixed order. */
    List<WeightShape> ownWeights(Activation following) {
        return PartWeights.of(this, following);
    }

    /** Numbers of one row that a gradient needs: what it puts out, and what that is made of. */
    public double numbers() {
        double length = in.dimensions().getFirst();
        return switch (layer) {
            // Each step of the sequence keeps its gates, its state and their products.
            case Layer.Lstm lstm -> length * lstm.units() * 9;
            case Layer.Gru gru -> length * gru.units() * 8;
            // Before and after the activation.
            case Layer.Dense _, Layer.Conv1d _, Layer.Conv2d _ -> 2.0 * out.size();
            case Layer.Dropout _, Layer.BatchNorm _, Layer.LayerNorm _ -> 2.0 * out.size();
            case Layer.Reshape _, Layer.Flatten _ -> 0;
            case Layer.Activate _,
                    Layer.Embedding _,
                    Layer.Pool _,
                    Layer.GlobalPool _,
                    Layer.Residual _,
                    Layer.Branches _ ->
                    out.size();
        };
    }

    /** This part and all within, first to last. */
    public List<Part> all() {
        var all = new ArrayList<Part>();
        all.add(this);
        ways.forEach(way -> way.parts().forEach(part -> all.addAll(part.all())));
        return all;
    }
}
