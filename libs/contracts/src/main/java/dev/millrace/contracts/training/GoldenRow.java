package dev.millrace.contracts.training;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a raw row became on the way to a prediction, to be replayed before serving.
 *
 * @param row raw values by column name, as a client would send them
 * @param features the feature array, bit for bit
 * @param output the network's own output: probabilities (one for binary) or the scaled target
 * @param prediction what a client is told: the class label, or the number in the target's own unit
 */
public record GoldenRow(
        Map<String, @Nullable Object> row, float[] features, double[] output, Object prediction) {}
