package dev.millrace.training.fit;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.training.Finding;
import dev.millrace.contracts.training.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches for the sign of one rule from epoch to epoch. A sign that stays is one finding, unless
 * the learning rate was lowered: then the watch begins anew.
 */
final class Watcher {

    private final Rule rule;
    private final List<Epoch> seen = new ArrayList<>();
    private int inARow;

    Watcher(Rule rule) {
        this.rule = rule;
    }

    Optional<Finding> look(Observed observed) {
        seen.add(observed.epoch());
        var evidence = evidence(observed.signs());
        inARow = evidence == null ? 0 : inARow + 1;
        // The window of a loss that does not decrease is its patience.
        int needed = rule.watch() == Rule.Watch.LOSS_NOT_DECREASING ? 1 : Usual.patience(rule);
        if (evidence == null || inARow != needed) {
            return Optional.empty();
        }
        var action = requireNonNullElse(rule.action(), Rule.Action.WARN);
        if (action == Rule.Action.LOWER_LEARNING_RATE) {
            seen.clear();
            inARow = 0;
        }
        return Optional.of(
                new Finding(
                        rule.watch(),
                        action,
                        observed.number(),
                        evidence.sentence(),
                        evidence.figures()));
    }

    private @Nullable Evidence evidence(@Nullable Signs signs) {
        double threshold = Usual.threshold(rule);
        return switch (rule.watch()) {
            case NOT_FINITE, CLASS_IMBALANCE -> null; // looked at elsewhere, at once
            case VANISHING_GRADIENT ->
                    signs == null ? null : GradientSigns.vanishing(signs, threshold);
            case EXPLODING_GRADIENT ->
                    signs == null ? null : GradientSigns.exploding(signs, threshold);
            case DEAD_RELU -> signs == null ? null : GradientSigns.dead(signs, threshold);
            case LOSS_NOT_DECREASING -> EpochSigns.stuck(seen, threshold, Usual.patience(rule));
            case OVERFITTING -> EpochSigns.overfitting(seen, threshold);
            case SLOW_LOADER -> EpochSigns.slowLoader(seen.getLast(), threshold);
        };
    }
}
