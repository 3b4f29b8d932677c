package dev.millrace.training.fit;

import org.jspecify.annotations.Nullable;

/**
 * All of an epoch that decides how a fit goes on.
 *
 * @param signs only if a rule asks for them
 */
public record Observed(Epoch epoch, @Nullable Signs signs) {

    public int number() {
        return epoch.number();
    }
}
