package dev.millrace.cli.client;

import dev.millrace.contracts.orchestrator.Run;
import java.io.IOException;
import java.util.function.Consumer;

/** Follows a run from the command line: Ctrl-C leaves it going and says how to cancel it. */
public final class RunFollower {

    private final Services services;
    private final Consumer<String> progress;

    public RunFollower(Services services, Consumer<String> progress) {
        this.services = services;
        this.progress = progress;
    }

    public Run follow(Run run) throws IOException, InterruptedException {
        progress.accept("Run %s of %s@%d".formatted(run.id(), run.pipeline(), run.version()));
        var farewell = new Thread(() -> progress.accept(farewell(run)));
        Runtime.getRuntime().addShutdownHook(farewell);
        var ended = new RunWatch(services, progress).await(run.id());
        Runtime.getRuntime().removeShutdownHook(farewell);
        return ended;
    }

    private String farewell(Run run) {
        return "%nThe run goes on. Cancel it with: curl -X POST %s/cancel"
                .formatted(services.address(run.id()));
    }
}
