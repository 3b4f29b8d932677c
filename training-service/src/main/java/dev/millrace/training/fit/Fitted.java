package dev.millrace.training.fit;

import dev.millrace.training.engine.Weights;

/** How a fit ended: with the weights of the best epoch. */
public record Fitted(int epochs, int bestEpoch, Weights weights) {}
