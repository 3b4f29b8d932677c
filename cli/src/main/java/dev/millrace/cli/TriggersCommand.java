package dev.millrace.cli;

import dev.millrace.cli.client.Services;
import dev.millrace.cli.platform.Json;
import dev.millrace.cli.platform.Part;
import dev.millrace.contracts.orchestrator.Trigger;
import dev.millrace.contracts.orchestrator.TriggerFinding;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows triggers and what they found. */
@Command(name = "triggers", description = "List the triggers, or show what one of them found.")
final class TriggersCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "A trigger; without it, all are listed.")
    private @Nullable String name;

    @ArgGroup private @Nullable Asked asked;

    /** At most one of these, and only of a trigger. */
    static final class Asked {

        @Option(names = "--pause", description = "Let it look for nothing.")
        private boolean pause;

        @Option(names = "--resume", description = "Let it look again, at once.")
        private boolean resume;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (asked != null && name == null) {
            throw new ParameterException(
                    spec.commandLine(), "--pause and --resume need the name of a trigger");
        }
        var services = Services.of(common.platform());
        if (name == null) {
            var all = services.rest().get(at(services, ""), Trigger[].class);
            common.result(all, list(all));
        } else if (asked != null) {
            var does = asked.pause ? "/pause" : "/resume";
            var trigger = services.rest().postEmpty(at(services, "/" + name + does), Trigger.class);
            common.result(trigger, list(trigger));
        } else {
            var findings =
                    services.rest()
                            .get(at(services, "/" + name + "/findings"), TriggerFinding[].class);
            common.result(findings, found(findings));
        }
        return ExitCode.DONE;
    }

    private static URI at(Services services, String path) {
        return services.at(Part.ORCHESTRATOR, "/v1/triggers" + path);
    }

    private static String list(Trigger... all) {
        var table = new Table("trigger", "pipeline", "looks for", "next look", "trouble");
        for (var each : all) {
            var trouble = each.trouble();
            table.row(
                    each.name(),
                    each.definition().pipeline(),
                    Json.STRICT.writeValueAsString(each.definition().on()),
                    each.paused() ? "paused" : each.nextLook(),
                    trouble == null
                            ? ""
                            : "since %s: %s".formatted(trouble.since(), trouble.message()));
        }
        return table.toString();
    }

    private static String found(TriggerFinding... all) {
        var table = new Table("found", "at", "state", "run", "ended", "why");
        for (var each : all) {
            table.row(
                    each.what(),
                    each.foundAt(),
                    each.state(),
                    each.run(),
                    each.runState(),
                    each.reason());
        }
        return table.toString();
    }
}
