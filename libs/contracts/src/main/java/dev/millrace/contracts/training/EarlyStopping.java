package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;

/**
 * Stops once the monitored value has not improved by more than {@code minDelta} on its best for
 * {@code patience} epochs. The weights of the best epoch are the result, stopped early or not.
 *
 * @param monitor of the validation part; default {@code loss}
 * @param patience in epochs, at least 1; default 20
 * @param minDelta default 0
 */
public record EarlyStopping(Monitor monitor, Integer patience, Double minDelta) {

    public EarlyStopping(
            @Nullable Monitor monitor, @Nullable Integer patience, @Nullable Double minDelta) {
        this.monitor = requireNonNullElse(monitor, Monitor.LOSS);
        this.patience = requireNonNullElse(patience, 20);
        this.minDelta = requireNonNullElse(minDelta, 0.0);
    }

    public static EarlyStopping after(int patience) {
        return new EarlyStopping(null, patience, null);
    }
}
