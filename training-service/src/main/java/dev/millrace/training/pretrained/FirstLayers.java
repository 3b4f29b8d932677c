package dev.millrace.training.pretrained;

import dev.millrace.contracts.training.Layer;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Part;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The layers whose weights belong to single features: those before the features are mixed. */
final class FirstLayers {

    private final Set<String> names = new LinkedHashSet<>();

    private FirstLayers() {}

    static Set<String> of(Network network) {
        var first = new FirstLayers();
        if (!first.mixes(network.parts())) {
            first.names.add(Output.NAME);
        }
        return first.names;
    }

    /** Answers whether what comes out of these layers no longer is features, one by one. */
    private boolean mixes(List<Part> parts) {
        for (var part : parts) {
            if (mixes(part)) {
                return true;
            }
        }
        return false;
    }

    private boolean mixes(Part part) {
        return switch (part.layer()) {
            case Layer.Dense _,
                    Layer.Conv1d _,
                    Layer.Conv2d _,
                    Layer.Lstm _,
                    Layer.Gru _,
                    Layer.Embedding _ -> {
                names.add(part.name());
                yield true;
            }
            case Layer.BatchNorm _, Layer.LayerNorm _ -> {
                names.add(part.name());
                yield false;
            }
            case Layer.Residual _ -> {
                names.add(part.name());
                part.ways().forEach(way -> mixes(way.parts()));
                yield part.isProjected();
            }
            case Layer.Branches _ -> {
                boolean all = true;
                for (var way : part.ways()) {
                    all &= mixes(way.parts());
                }
                yield all;
            }
            case Layer.Dropout _,
                    Layer.Activate _,
                    Layer.Reshape _,
                    Layer.Flatten _,
                    Layer.Pool _,
                    Layer.GlobalPool _ ->
                    false;
        };
    }
}
