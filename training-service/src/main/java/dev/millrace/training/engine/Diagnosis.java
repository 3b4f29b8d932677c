package dev.millrace.training.engine;

import java.util.Map;

/**
 * What one batch says about the health of a network.
 *
 * @param gradientNorms Euclidean, by learned and not frozen weight, before clipping
 * @param deadUnits by layer with a relu: the share of its units that are 0 for all rows
 */
public record Diagnosis(Map<String, Double> gradientNorms, Map<String, Double> deadUnits) {}
