package dev.millrace.training.fit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs in the figures of epochs. */
final class EpochSigns {

    private EpochSigns() {}

    /**
     * @param window in epochs
     */
    static @Nullable Evidence stuck(List<Epoch> seen, double threshold, int window) {
        if (seen.size() <= window) {
            return null;
        }
        double before = seen.get(seen.size() - 1 - window).loss();
        double now = seen.getLast().loss();
        if (before - now >= threshold * Math.abs(before)) {
            return null;
        }
        return new Evidence(
                """
                The training loss was %.5g %d epochs ago and is %.5g now. Another learning rate, scaled features or \
                a larger network may help; so does an end, if that is as low as it can be.\
                """
                        .formatted(before, window, now),
                Map.of("lossBefore", before, "loss", now, "epochs", window));
    }

    static @Nullable Evidence overfitting(List<Epoch> seen, double threshold) {
        var best =
                seen.stream().min(Comparator.comparingDouble(Epoch::validationLoss)).orElseThrow();
        var now = seen.getLast();
        boolean apart =
                now.validationLoss() > best.validationLoss() * (1 + threshold)
                        && now.loss() < best.loss();
        if (!apart) {
            return null;
        }
        return new Evidence(
                """
                Since epoch %d the training loss fell from %.5g to %.5g while the validation loss rose from %.5g to \
                %.5g. More data, dropout, l2 or a smaller network help.\
                """
                        .formatted(
                                best.number(),
                                best.loss(),
                                now.loss(),
                                best.validationLoss(),
                                now.validationLoss()),
                Map.of(
                        "bestEpoch",
                        best.number(),
                        "bestValidationLoss",
                        best.validationLoss(),
                        "validationLoss",
                        now.validationLoss(),
                        "lossThen",
                        best.loss(),
                        "loss",
                        now.loss()));
    }

    static @Nullable Evidence slowLoader(Epoch epoch, double threshold) {
        double share = epoch.waited() / epoch.seconds();
        if (!(share > threshold)) {
            return null;
        }
        return new Evidence(
                """
                The network waited for rows in %.0f %% of the epoch's %.3g seconds. A larger batch or more memory \
                for the worker (millrace.training.worker.heap), so that the rows stay there, help.\
                """
                        .formatted(100 * share, epoch.seconds()),
                Map.of("waited", epoch.waited(), "seconds", epoch.seconds(), "share", share));
    }
}
