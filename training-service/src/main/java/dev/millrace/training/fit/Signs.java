package dev.millrace.training.fit;

import java.util.Map;

/**
 * What one batch says about the health of a network after an epoch.
 *
 * @param gradientNorm Euclidean, of all gradients together
 * @param relativeGradients by kernel: the norm of its gradient relative to its own
 * @param deadUnits by layer with a relu: the share of its units that are 0 for all rows
 */
public record Signs(
        double gradientNorm,
        Map<String, Double> relativeGradients,
        Map<String, Double> deadUnits) {}
