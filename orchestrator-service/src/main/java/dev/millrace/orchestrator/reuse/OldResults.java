package dev.millrace.orchestrator.reuse;

import dev.millrace.orchestrator.chore.Chore;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Deletes results that are too old for all steps that asked for them, in short transactions. */
@Component
class OldResults implements Chore {

    private static final int MOST_AT_ONCE = 500;

    private final Results results;

    OldResults(Results results) {
        this.results = results;
    }

    @Override
    public String purpose() {
        return "delete old results";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        int deleted = MOST_AT_ONCE;
        while (deleted == MOST_AT_ONCE && !Thread.currentThread().isInterrupted()) {
            deleted = results.deleteOld(MOST_AT_ONCE);
        }
    }
}
