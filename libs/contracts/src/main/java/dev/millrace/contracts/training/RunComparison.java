package dev.millrace.contracts.training;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs side by side. A list has one element for each run, in the order of {@code runs}; null where
 * a run lacks it.
 *
 * @param params those that differ between the runs
 * @param metrics latest values of all metrics
 */
public record RunComparison(
        List<String> runs,
        List<String> names,
        Map<String, List<@Nullable String>> params,
        Map<String, List<@Nullable Double>> metrics) {}
