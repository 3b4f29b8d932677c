package dev.millrace.transform;

import dev.millrace.transform.expression.Order;
import java.util.Comparator;
import java.util.Map;

/** The most frequent value; of those that tie, the smallest. */
final class FrequencyLearner extends CountLearner {

    private static final int MOST = 65_536;

    FrequencyLearner(String feature) {
        super(feature, MOST);
    }

    @Override
    void addNull() {
        // Nulls are what the result replaces.
    }

    @Override
    FittedOperation finish() {
        return counts("impute the median instead").entrySet().stream()
                .min(
                        Map.Entry.<Object, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry::getKey, Order::compare))
                .map(entry -> new FittedOperation.Impute(entry.getKey()))
                .orElseThrow(this::nothingSeen);
    }
}
