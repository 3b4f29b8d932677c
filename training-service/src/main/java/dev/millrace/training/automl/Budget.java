package dev.millrace.training.automl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Time that is to be spent once, over all attempts of a job. */
final class Budget {

    private static final double SHARE_OF_ONE = 0.25;
    private static final double LEAST_SECONDS = 1;
    private static final double SECONDS_TO_STORE = 2;

    private final Instant begun;
    private final Clock clock;
    private final int most;
    private volatile @Nullable Double last;

    Budget(Instant begun, Clock clock, int most) {
        this.begun = begun;
        this.clock = clock;
        this.most = most;
    }

    double used() {
        return Duration.between(begun, clock.instant()).toMillis() / 1e3;
    }

    double share() {
        return Math.min(1, used() / most);
    }

    /** Sets time aside for the last training, whose trial took so long. */
    void keepFor(double seconds) {
        last = seconds;
    }

    /** What a trial, or all baselines, may take from now on, so that much can follow. */
    double forOne() {
        return Math.max(LEAST_SECONDS, SHARE_OF_ONE * (most - used()));
    }

    /** What the last training may take from now on. */
    double forLast() {
        return Math.max(LEAST_SECONDS, most - used() - SECONDS_TO_STORE);
    }

    /** Whether only the last training is in time; never before there is something to train. */
    boolean isOver() {
        var training = last;
        return training != null && most - used() <= 2 * training + SECONDS_TO_STORE;
    }
}
