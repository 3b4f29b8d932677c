package dev.millrace.training.plan;

import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Part;
import dev.millrace.training.engine.WeightShape;
import java.util.Comparator;
import java.util.List;

/**
 * About how much memory a fit takes, in bytes; an estimate on the safe side, made from shapes.
 *
 * @param heap of the worker's Java: copies of the weights, and rows on their way
 * @param engine outside of Java, or on the GPU: weights, gradients, what the optimizer remembers,
 *     and what the layers put out for a batch or in an evaluation, whichever is more
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
    // Rows to be evaluated: as they were read, and those of them that go through the network.
    private static final int COPIES_OF_ROWS = 2;

    /**
     * One thing that takes memory.
     *
     * @param what says what is large, and why
     * @param remedy says what would make it smaller
     */
    record Need(String what, double bytes, String remedy) {

        Need max(Need other) {
            return other.bytes > bytes ? other : this;
        }
    }

    static MemoryEstimate of(Network network, Optimizer optimizer, int batchSize) {
        var shapes = network.weights();
        double weights = shapes.stream().mapToDouble(MemoryEstimate::size).sum();
        int slots = slots(optimizer);
        var what = whatWeights(shapes, weights);
        return new MemoryEstimate(
                List.of(weights(what, weights * (2 * COPIES_IN_JAVA + slots)), rows(network)),
                List.of(
                        weights(what, weights * (COPIES_IN_ENGINE + slots + EXPORTED)),
                        learning(network, batchSize).max(evaluating(network))));
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

    private static Need learning(Network network, int batchSize) {
        return new Need(
                "what the layers put out for a batch of %d rows%s"
                        .formatted(batchSize, mostOfIt(network)),
                network.numbersOfARow() * COPIES_OF_OUTPUTS * batchSize * Float.BYTES,
                "a smaller batchSize or smaller layers");
    }

    /** By the exported network, which computes in double precision. */
    private static Need evaluating(Network network) {
        int rows = network.rowsAtOnce();
        return new Need(
                "what the layers put out for %d rows that are evaluated at once%s"
                        .formatted(rows, mostOfIt(network)),
                network.numbersOfARow() * rows * Double.BYTES,
                "smaller layers");
    }

    private static String mostOfIt(Network network) {
        return network.parts().stream()
                .flatMap(part -> part.all().stream())
                .max(Comparator.comparingDouble(Part::numbers))
                .map(part -> ", most of it of layer %s %s".formatted(part.name(), part.out()))
                .orElse("");
    }

    private static Need rows(Network network) {
        int rows = network.rowsAtOnce();
        return new Need(
                "%d rows of %d features that are evaluated at once"
                        .formatted(rows, network.inputs()),
                (double) rows * network.inputs() * COPIES_OF_ROWS * Float.BYTES,
                "fewer features");
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
