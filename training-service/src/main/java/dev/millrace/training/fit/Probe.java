package dev.millrace.training.fit;

import dev.millrace.contracts.training.Rule;
import dev.millrace.training.engine.Batch;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.Weights;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks into the network after an epoch, with always the same rows, if a rule wants it. */
final class Probe {

    // Enough that a unit which is 0 for all of them is dead and not only seldom used.
    private static final int ROWS = 512;

    private final @Nullable Batch batch;

    private Probe(@Nullable Batch batch) {
        this.batch = batch;
    }

    static Probe of(List<Rule> rules, RowSource train) throws IOException {
        if (rules.stream().noneMatch(Probe::isWantedBy)) {
            return new Probe(null);
        }
        try (var batches = train.inOrder(ROWS)) {
            return new Probe(batches.next());
        }
    }

    private static boolean isWantedBy(Rule rule) {
        return switch (rule.watch()) {
            case VANISHING_GRADIENT, EXPLODING_GRADIENT, DEAD_RELU -> true;
            case NOT_FINITE, LOSS_NOT_DECREASING, OVERFITTING, CLASS_IMBALANCE, SLOW_LOADER ->
                    false;
        };
    }

    @Nullable Signs look(TrainableNetwork network, long dropoutSeed) {
        if (batch == null) {
            return null;
        }
        var diagnosis = network.diagnose(batch, dropoutSeed);
        var relative = new TreeMap<String, Double>();
        var weights = network.weights();
        for (int index = 0; index < weights.shapes().size(); index++) {
            var shape = weights.shapes().get(index);
            var gradient = diagnosis.gradientNorms().get(shape.name());
            if (gradient != null && shape.role().isKernel()) {
                relative.put(shape.name(), gradient / norm(weights, index));
            }
        }
        return new Signs(norm(diagnosis.gradientNorms().values()), relative, diagnosis.deadUnits());
    }

    private static double norm(Weights weights, int index) {
        double sum = 0;
        for (float weight : weights.values().get(index)) {
            sum += (double) weight * weight;
        }
        return Math.max(Math.sqrt(sum), Double.MIN_NORMAL);
    }

    private static double norm(Collection<Double> norms) {
        return Math.sqrt(norms.stream().mapToDouble(norm -> norm * norm).sum());
    }
}
