package dev.millrace.training.plan;

import dev.millrace.contracts.training.ClassWeights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much the rows of each class count. */
final class ClassBalance {

    private ClassBalance() {}

    /**
     * One factor per class; empty where all rows count alike.
     *
     * @param classes labels by class index
     * @param rows of the training part, by class index; needed for the balance only
     */
    static List<Double> weights(
            @Nullable ClassWeights wanted, List<String> classes, List<Long> rows) {
        if (wanted == null) {
            return List.of();
        }
        double all = rows.stream().mapToLong(Long::longValue).sum();
        var weights = new ArrayList<Double>();
        for (int index = 0; index < classes.size(); index++) {
            double weight =
                    wanted.weights() == null
                            ? 1
                            : wanted.weights().getOrDefault(classes.get(index), 1.0);
            boolean balanced = Boolean.TRUE.equals(wanted.balanced()) && rows.get(index) > 0;
            weights.add(balanced ? weight * all / (classes.size() * rows.get(index)) : weight);
        }
        return weights;
    }
}
