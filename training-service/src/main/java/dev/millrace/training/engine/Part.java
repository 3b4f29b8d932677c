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

    /** This part and all within, first to last. */
    public List<Part> all() {
        var all = new ArrayList<Part>();
        all.add(this);
        ways.forEach(way -> way.parts().forEach(part -> all.addAll(part.all())));
        return all;
    }
}
