package dev.millrace.cli;

import dev.millrace.cli.client.Services;
import dev.millrace.cli.platform.Part;
import dev.millrace.contracts.orchestrator.Why;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says why a run waits. */
@Command(
        name = "why",
        description = {
            "Say for every step of a run that has not ended what it waits for, and since when."
        })
final class WhyCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private UUID run = new UUID(0, 0);

    @Override
    public Integer call() throws IOException, InterruptedException {
        var services = Services.of(common.platform());
        var address = services.at(Part.ORCHESTRATOR, "/v1/runs/%s/why".formatted(run));
        var why = services.rest().get(address, Why.class);
        common.result(why, text(why));
        return ExitCode.DONE;
    }

    static String text(Why why) {
        var lines = new ArrayList<String>();
        lines.add("Run %s is %s.".formatted(why.run(), why.state()));
        for (var step : why.steps()) {
            lines.add("%s  %s since %s".formatted(step.name(), step.state(), step.since()));
            step.missing().forEach(missing -> lines.addAll(missing(missing)));
            if (step.earliest() != null) {
                lines.add("    goes on at %s at the earliest".formatted(step.earliest()));
            }
        }
        return String.join("\n", lines);
    }

    private static List<String> missing(Why.Missing missing) {
        var lines = new ArrayList<String>();
        lines.add(
                "    %s%s"
                        .formatted(
                                missing.what(),
                                missing.position() == null
                                        ? ""
                                        : " (number %d in line)".formatted(missing.position())));
        if (missing.holders() != null) {
            missing.holders()
                    .forEach(holder ->
                            lines.add(
                                    "      held by %s of %s (run %s) since %s%s"
                                            .formatted(
                                                    holder.step(),
                                                    holder.pipeline(),
                                                    holder.run(),
                                                    holder.since(),
                                                    holder.until() == null
                                                            ? ""
                                                            : ", until %s at the latest"
                                                                    .formatted(holder.until()))));
        }
        return lines;
    }
}
