package dev.millrace.cli;

import dev.millrace.cli.client.Services;
import dev.millrace.cli.platform.Part;
import dev.millrace.contracts.orchestrator.Approval;
import dev.millrace.contracts.orchestrator.Run;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a step that waits for a person's word. */
@Command(name = "approve", description = "Answer a step that waits for approval.")
final class ApproveCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
    private UUID run = new UUID(0, 0);

    @Parameters(index = "1", paramLabel = "STEP", description = "The step that asks.")
    private String step = "";

    @Option(names = "--reject", description = "Say no: the step fails.")
    private boolean reject;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
    private @Nullable String comment;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var services = Services.of(common.platform());
        var address =
                services.at(Part.ORCHESTRATOR, "/v1/runs/%s/steps/%s/approve".formatted(run, step));
        var answered = services.rest().post(address, new Approval(!reject, comment), Run.class);
        common.result(
                answered,
                "%s %s; run %s is %s."
                        .formatted(
                                reject ? "Rejected" : "Approved",
                                step,
                                answered.id(),
                                answered.state()));
        return ExitCode.DONE;
    }
}
