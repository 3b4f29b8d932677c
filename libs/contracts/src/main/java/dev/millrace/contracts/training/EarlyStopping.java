package dev.millrace.contracts.training;

import org.jspecify.annotations.Nullable;

/**
 * Stops once the validation loss has not fallen by more than {@code minDelta} below its best for
 * {@code patience} epochs. The weights of the best epoch are the result, stopped early or not.
 *
 * @param patience in epochs, at least 1; default 20
 * @param minDelta default 0
 */
public record EarlyStopping(@Nullable Integer patience, @Nullable Double minDelta) {}
