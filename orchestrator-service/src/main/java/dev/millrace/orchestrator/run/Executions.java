package dev.millrace.orchestrator.run;

import dev.millrace.orchestrator.machine.Changes;
import dev.millrace.orchestrator.machine.RunMachine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Runs as AWS counts executions of Step Functions, name for name. All are there from the start, for
 * alarms that watch them.
 */
final class Executions {

    private final Counter started;
    private final Counter redriven;
    private final Counter succeeded;
    private final Counter failed;
    private final Counter aborted;
    private final Counter timedOut;
    private final Timer time;

    Executions(MeterRegistry registry) {
        started = registry.counter("millrace.executions.started");
        redriven = registry.counter("millrace.executions.redriven");
        succeeded = registry.counter("millrace.executions.succeeded");
        failed = registry.counter("millrace.executions.failed");
        aborted = registry.counter("millrace.executions.aborted");
        timedOut = registry.counter("millrace.executions.timed.out");
        time = registry.timer("millrace.execution.time");
    }

    void count(RunMachine machine, Changes changes) {
        for (var event : changes.events()) {
            switch (event.type()) {
                case "run-started" -> started.increment();
                case "run-resumed" -> redriven.increment();
                default -> {}
            }
        }
        if (machine.state().isTerminal()) {
            ending(machine).increment();
            time.record(machine.took());
        }
    }

    private Counter ending(RunMachine machine) {
        if (machine.hasTimedOut()) {
            return timedOut;
        }
        return switch (machine.state()) {
            case SUCCEEDED -> succeeded;
            case FAILED -> failed;
            case CANCELLED -> aborted;
            case PENDING, RUNNING, PAUSED, CANCELLING ->
                    throw new IllegalStateException("a run that is " + machine.state());
        };
    }
}
