package dev.millrace.training.engine;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import java.util.List;

/** Refuses embeddings that cut layers off from all gradients: an index passes none on. */
final class Cuts {

    private Cuts() {}

    static void refuse(List<Part> parts) {
        refuse(parts, false);
    }

    /**
     * @param learned whether something before these parts has weights
     * @return whether something up to their end has
     */
    private static boolean refuse(List<Part> parts, boolean learned) {
        boolean any = learned;
        for (var part : parts) {
            if (any && part.layer() instanceof Layer.Embedding) {
                throw InvalidLayer.at(
                        "layers",
                        "have the embedding %s after layers that learn; they never could, since an index passes no gradient on: it must see features"
                                .formatted(part.name()));
            }
            boolean within = any;
            for (var way : part.ways()) {
                within |= refuse(way.parts(), any);
            }
            any = within || !part.ownWeights(Activation.LINEAR).isEmpty();
        }
        return any;
    }
}
