package dev.millrace.training.fit;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Finding;
import dev.millrace.contracts.training.Rule;
import java.util.Map;

/** The rule that always watches: a loss that is no number ends a fit. */
final class Diverged {

    private final FitListener listener;

    Diverged(FitListener listener) {
        this.listener = listener;
    }

    double require(double loss, String part, int epoch) {
        if (Double.isFinite(loss)) {
            return loss;
        }
        var sentence =
                """
                The %s loss became %s in epoch %d. Use a lower learning rate, and scale the features and the target \
                (standard or min-max) so that all are of the order of 1.\
                """
                        .formatted(part, Double.isNaN(loss) ? "NaN" : "infinite", epoch);
        listener.found(
                new Finding(
                        Rule.Watch.NOT_FINITE,
                        Rule.Action.STOP,
                        epoch,
                        sentence,
                        Map.of("part", part, "loss", Double.toString(loss))));
        throw new PlatformException(FailureCode.DIVERGED, sentence);
    }
}
