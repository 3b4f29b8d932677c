package dev.millrace.training.fit;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.training.Finding;
import dev.millrace.contracts.training.Rule;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How many rows of the training part each class has, looked at once. */
final class ClassShares {

    private static final int ROWS_AT_ONCE = 4096;

    private ClassShares() {}

    static Optional<Finding> look(Rule rule, RowSource train) throws IOException {
        var counts = counts(train);
        var rarest = counts.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
        double share = rarest.getValue() / (double) train.size();
        if (share >= Usual.threshold(rule)) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        Rule.Watch.CLASS_IMBALANCE,
                        requireNonNullElse(rule.action(), Rule.Action.WARN),
                        1,
                        """
                        Class number %d has %d of %d training rows. Class weights ("classWeights": {"balanced": \
                        true}), focal loss, or more rows of it help; accuracy says little here.\
                        """
                                .formatted(rarest.getKey(), rarest.getValue(), train.size()),
                        Map.of("rows", counts, "rarestShare", share)));
    }

    private static Map<Integer, Long> counts(RowSource train) throws IOException {
        var counts = new TreeMap<Integer, Long>();
        try (var batches = train.inOrder(ROWS_AT_ONCE)) {
            for (var batch = batches.next(); batch != null; batch = batches.next()) {
                for (float label : batch.labels()) {
                    counts.merge((int) label, 1L, Long::sum);
                }
            }
        }
        return counts;
    }
}
