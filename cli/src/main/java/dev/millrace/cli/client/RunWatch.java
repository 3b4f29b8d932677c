package dev.millrace.cli.client;

import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.Step;
import dev.millrace.contracts.orchestrator.StepState;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Follows a run until it ends, and tells each change of its steps. */
public final class RunWatch {

    private static final long POLL_MILLIS = 250;
    private static final long ATTEMPTS_TO_REACH = 120;

    private final Services services;
    private final Consumer<String> progress;
    private final Map<String, String> told = new HashMap<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private long unreachable;

    public RunWatch(Services services, Consumer<String> progress) {
        this.services = services;
        this.progress = progress;
    }

    /** The run as it ended. */
    public Run await(UUID id) throws IOException, InterruptedException {
        while (true) {
            try {
                var run = services.run(id);
                unreachable = 0;
                run.steps().forEach(this::tell);
                if (run.state().isTerminal()) {
                    return run;
                }
            } catch (IOException | NotRunning away) {
                requirePatience(away);
            }
            var unused = never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** The supervisor restarts an orchestrator that died, and the run goes on. */
    private void requirePatience(Exception away) throws IOException {
        unreachable++;
        if (unreachable == 1) {
            progress.accept("The orchestrator does not answer; waiting for its restart");
        }
        if (unreachable > ATTEMPTS_TO_REACH) {
            throw new IOException("The orchestrator has not answered for 30 s", away);
        }
    }

    private void tell(Step step) {
        var isQuiet = step.state() == StepState.WAITING || step.state() == StepState.READY;
        var line =
                "  %-12s %-10s %3.0f %%  %s"
                        .formatted(step.name(), step.state(), step.progress() * 100, step.message())
                        .stripTrailing();
        if (!isQuiet && !line.equals(told.put(step.name(), line))) {
            progress.accept(line);
        }
    }
}
