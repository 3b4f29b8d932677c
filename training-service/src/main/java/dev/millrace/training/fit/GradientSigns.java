package dev.millrace.training.fit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs inside the network, as one batch shows them. */
final class GradientSigns {

    private GradientSigns() {}

    static @Nullable Evidence vanishing(Signs signs, double threshold) {
        var least =
                signs.relativeGradients().entrySet().stream()
                        .min(Map.Entry.comparingByValue())
                        .orElse(null);
        if (least == null || least.getValue() >= threshold) {
            return null;
        }
        return new Evidence(
                """
                The gradient of %s is %.3g of its weights: it no longer learns. Fewer layers, batch normalisation, \
                residual blocks, or relu instead of sigmoid or tanh help; so does an end, if the loss is as low as \
                it can be.\
                """
                        .formatted(least.getKey(), least.getValue()),
                Map.of(
                        "weight",
                        least.getKey(),
                        "relativeGradient",
                        least.getValue(),
                        "threshold",
                        threshold));
    }

    static @Nullable Evidence exploding(Signs signs, double threshold) {
        // A norm that is no number is far above any threshold.
        if (signs.gradientNorm() <= threshold) {
            return null;
        }
        return new Evidence(
                """
                The norm of all gradients is %.3g. Scale the features and the target, clip the gradients ("clip": \
                {"norm": 1}) or lower the learning rate.\
                """
                        .formatted(signs.gradientNorm()),
                Map.of("gradientNorm", signs.gradientNorm(), "threshold", threshold));
    }

    static @Nullable Evidence dead(Signs signs, double threshold) {
        var most =
                signs.deadUnits().entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElse(null);
        if (most == null || most.getValue() <= threshold) {
            return null;
        }
        return new Evidence(
                """
                %.0f %% of the units of layer %s are 0 for all rows of a batch: they are dead. A lower learning \
                rate, leaky-relu or elu, or batch normalisation before the activation help.\
                """
                        .formatted(100 * most.getValue(), most.getKey()),
                Map.of(
                        "layer",
                        most.getKey(),
                        "deadUnits",
                        most.getValue(),
                        "threshold",
                        threshold));
    }
}
