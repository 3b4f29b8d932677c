package dev.millrace.contracts.training;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much the rows of a class count in the loss.
 *
 * @param balanced rows / (classes * rows of the class), by the training part; default false
 * @param weights by label, above 0; what is not named counts 1; multiplied with the balance
 */
public record ClassWeights(@Nullable Boolean balanced, @Nullable Map<String, Double> weights) {}
