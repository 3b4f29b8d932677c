package dev.millrace.training.checkpoint;

import dev.millrace.contracts.training.Checkpoints;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether it is time for a checkpoint: since the last one enough epochs or seconds have passed. */
final class Due {

    private static final int USUAL_SECONDS = 60;
    // A store that is away refuses at once, and epochs may take a millisecond.
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final int everyEpochs;
    private final Duration every;
    private int lastEpoch;
    private long lastTime = System.nanoTime();
    private long notBefore = System.nanoTime();

    Due(@Nullable Checkpoints often) {
        var epochs = often == null ? null : often.everyEpochs();
        var seconds = often == null ? null : often.everySeconds();
        everyEpochs = epochs == null ? Integer.MAX_VALUE : epochs;
        every = Duration.ofSeconds(seconds == null ? USUAL_SECONDS : seconds);
    }

    synchronized boolean isDue(int epoch) {
        long now = System.nanoTime();
        boolean enough = epoch - lastEpoch >= everyEpochs || now - lastTime >= every.toNanos();
        return enough && now - notBefore >= 0;
    }

    synchronized void written(int epoch) {
        lastEpoch = epoch;
        lastTime = System.nanoTime();
    }

    /** It stays due. */
    synchronized void failed() {
        notBefore = System.nanoTime() + AFTER_FAILURE.toNanos();
    }
}
