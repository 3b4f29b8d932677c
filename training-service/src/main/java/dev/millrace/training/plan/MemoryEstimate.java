package dev.millrace.training.plan;

import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Part;
import dev.millrace.training.engine.WeightShape;
import java.util.Comparator;
import java.util.List;

/**
 * About how much memory a fit takes, in bytes; an estimate on the safe side, made from shapes.
 *
 * @param heap of the worker's Java: copies of the weights
 * @param engine outside of Java, or on the GPU: weights, gradients, what the optimizer remembers,
 *     and what the layers of a batch put out
 */
record MemoryEstimate(List<Need> heap, List<Need> engine) {

    // On the way between engine and file, and those of the best epoch.
    private static final int COPIES_IN_JAVA = 2;
    // The weights themselves and their gradients.
    private static final int COPIES_IN_ENGINE = 2;
    // Of double precision, as they are exported.
    private static final int EXPORTED = 2;
    // What a layer puts out, and its gradient.
    private static final int COPIES_OF_OUTPUTS = 2;

    /**
     * One thing that takes memory.
     *
     * @param what says what is large, and why
     * @param remedy says what would make it smaller
     */
    record Need(String what, double bytes, String remedy) {}

    static MemoryEstimate of(Network network, Optimizer optimizer, int batchSize) {
        var shapes = network.weights();
        double weights = shapes.stream().mapToDouble(MemoryEstimate::size).sum();
        int slots = slots(optimizer);
        var what = whatWeights(shapes, weights);
        return new MemoryEstimate(
                List.of(weights(what, weights * (2 * COPIES_IN_JAVA + slots))),
                List.of(
                        weights(what, weights * (COPIES_IN_ENGINE + slots + EXPORTED)),
                        outputs(network, batchSize)));
    }

    private static Need weights(String what, double numbers) {
        return new Need(what, numbers * Float.BYTES, "narrower layers");
    }

    private static String whatWeights(List<WeightShape> shapes, double weights) {
        var largest =
                shapes.stream().max(Comparator.comparingDouble(MemoryEstimate::size)).orElseThrow();
        return "%.0f weights, most of them in %s %s"
                .formatted(weights, largest.name(), largest.dimensions());
    }

    private static Need outputs(Network network, int batchSize) {
        var parts = network.parts().stream().flatMap(part -> part.all().stream()).toList();
        double numbers = parts.stream().mapToDouble(MemoryEstimate::kept).sum();
        var largest =
                parts.stream()
                        .max(Comparator.comparingDouble(MemoryEstimate::kept))
                        .map(part ->
                                ", most of it of layer %s %s".formatted(part.name(), part.out()))
                        .orElse("");
        return new Need(
                "what the layers put out for a batch of %d rows%s".formatted(batchSize, largest),
                numbers * COPIES_OF_OUTPUTS * batchSize * Float.BYTES,
                "a smaller batchSize or smaller layers");
    }

    /** Numbers that are kept of one row for the gradient. */
    private static double kept(Part part) {
        double length = part.in().dimensions().getFirst();
        return switch (part.layer()) {
            // Each step of the sequence keeps its gates, its state and their products.
            case Layer.Lstm lstm -> length * lstm.units() * 9;
            case Layer.Gru gru -> length * gru.units() * 8;
            // Before and after the activation.
            case Layer.Dense _, Layer.Conv1d _, Layer.Conv2d _ -> 2.0 * part.out().size();
            case Layer.Dropout _, Layer.BatchNorm _, Layer.LayerNorm _ -> 2.0 * part.out().size();
            case Layer.Reshape _, Layer.Flatten _ -> 0;
            case Layer.Activate _,
                    Layer.Embedding _,
                    Layer.Pool _,
                    Layer.GlobalPool _,
                    Layer.Residual _,
                    Layer.Branches _ ->
                    part.out().size();
        };
    }

    private static double size(WeightShape shape) {
        return shape.dimensions().stream()
                .mapToDouble(Integer::doubleValue)
                .reduce(1, (one, other) -> one * other);
    }

    private static int slots(Optimizer optimizer) {
        return switch (optimizer) {
            case Optimizer.Adam _, Optimizer.AdamW _, Optimizer.RmsProp _ -> 2;
            case Optimizer.Sgd _, Optimizer.Adagrad _ -> 1;
        };
    }
}
