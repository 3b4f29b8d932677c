package dev.millrace.testing;

import dev.millrace.orchestrator.machine.RunMachine;
import java.time.Duration;
import java.time.Instant;

/** What somebody asks of a run, so long after its start. */
record Command(Duration after, Asked asked) {

    @FunctionalInterface
    interface Asked {
        void of(RunMachine machine, Duration grace, Instant now);
    }
}
