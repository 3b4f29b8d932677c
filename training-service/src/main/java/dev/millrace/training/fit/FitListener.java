package dev.millrace.training.fit;

import dev.millrace.contracts.training.Finding;

/** Hears how a fit goes. */
@FunctionalInterface
public interface FitListener {

    /**
     * At the end of an epoch; may throw to end the fit without a result.
     *
     * @return whether to go on; if not, the fit ends with the best weights so far
     */
    boolean goOn(Epoch epoch);

    /** Before the epoch in which it was found is told; once each, never again after a resume. */
    default void found(Finding finding) {}
}
