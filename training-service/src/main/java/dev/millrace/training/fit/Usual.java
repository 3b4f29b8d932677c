package dev.millrace.training.fit;

import dev.millrace.contracts.training.Rule;
import java.util.Objects;

/** Threshold and patience of a rule where it gives none; see {@link Rule.Watch}. */
record Usual(double threshold, int patience) {

    static double threshold(Rule rule) {
        return Objects.requireNonNullElse(rule.threshold(), of(rule.watch()).threshold());
    }

    static int patience(Rule rule) {
        return Objects.requireNonNullElse(rule.patience(), of(rule.watch()).patience());
    }

    private static Usual of(Rule.Watch watch) {
        return switch (watch) {
            case NOT_FINITE -> new Usual(0, 1);
            case VANISHING_GRADIENT -> new Usual(1e-7, 3);
            case EXPLODING_GRADIENT -> new Usual(1e3, 1);
            case DEAD_RELU -> new Usual(0.5, 3);
            case LOSS_NOT_DECREASING -> new Usual(1e-3, 10);
            case OVERFITTING -> new Usual(0.2, 5);
            case CLASS_IMBALANCE -> new Usual(0.05, 1);
            case SLOW_LOADER -> new Usual(0.2, 2);
        };
    }
}
