package dev.millrace.training.fit;

import dev.millrace.contracts.training.EarlyStopping;

/**
 * How to fit.
 *
 * @param epochs at most this many
 */
public record FitPlan(
        int epochs, int batchSize, double learningRate, EarlyStopping earlyStopping) {}
