package dev.millrace.contracts.training;

import java.time.Instant;

/**
 * One value of a metric.
 *
 * @param step as its writer counts; the epoch in training jobs
 * @param value any double; NaN and the infinities are written {@code "NaN"}, {@code "Infinity"} and
 *     {@code "-Infinity"}
 */
public record MetricPoint(long step, Instant at, double value) {}
