package dev.millrace.training.fit;

/**
 * How to fit.
 *
 * @param epochs at most this many
 * @param minDelta see {@link dev.millrace.contracts.training.EarlyStopping}
 */
public record FitPlan(int epochs, int batchSize, int patience, double minDelta) {}
