package dev.millrace.contracts.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points of one metric of one run, in the order of step, time and value.
 *
 * @param nextPage to be sent for the next ones; null if these are the last
 */
public record MetricHistory(List<MetricPoint> points, @Nullable String nextPage) {}
