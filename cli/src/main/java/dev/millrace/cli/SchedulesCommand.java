package dev.millrace.cli;

import dev.millrace.cli.client.Services;
import dev.millrace.cli.platform.Part;
import dev.millrace.contracts.orchestrator.Firing;
import dev.millrace.contracts.orchestrator.Schedule;
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

/** Shows schedules and what they decided. */
@Command(name = "schedules", description = "List the schedules, or show what one of them decided.")
final class SchedulesCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "A schedule; without it, all are listed.")
    private @Nullable String name;

    @ArgGroup private @Nullable Asked asked;

    /** At most one of these, and only of a schedule. */
    static final class Asked {

        @Option(names = "--pause", description = "Let nothing of it start.")
        private boolean pause;

        @Option(names = "--resume", description = "Let it go on.")
        private boolean resume;

        @Option(names = "--run", description = "Decide about this very moment as an instant.")
        private boolean run;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (asked != null && name == null) {
            throw new ParameterException(
                    spec.commandLine(), "--pause, --resume and --run need the name of a schedule");
        }
        var services = Services.of(common.platform());
        if (name == null) {
            var all = services.rest().get(at(services, ""), Schedule[].class);
            common.result(all, list(all));
            return ExitCode.DONE;
        }
        if (asked != null && asked.run) {
            var firing = services.rest().postEmpty(at(services, "/" + name + "/run"), Firing.class);
            common.result(firing, "%s: %s".formatted(firing.state(), firing.reason()));
            return ExitCode.DONE;
        }
        if (asked != null) {
            var does = asked.pause ? "/pause" : "/resume";
            var schedule =
                    services.rest().postEmpty(at(services, "/" + name + does), Schedule.class);
            common.result(schedule, list(schedule));
            return ExitCode.DONE;
        }
        var firings = services.rest().get(at(services, "/" + name + "/firings"), Firing[].class);
        common.result(firings, decisions(firings));
        return ExitCode.DONE;
    }

    private static URI at(Services services, String path) {
        return services.at(Part.ORCHESTRATOR, "/v1/schedules" + path);
    }

    private static String list(Schedule... all) {
        var table = new Table("schedule", "pipeline", "when", "next");
        for (var each : all) {
            var asked = each.definition();
            table.row(
                    each.name(),
                    asked.pipeline(),
                    asked.cron() == null
                            ? "every " + asked.every()
                            : asked.cron() + (asked.zone() == null ? "" : " " + asked.zone()),
                    each.paused() ? "paused" : each.next());
        }
        return table.toString();
    }

    private static String decisions(Firing... all) {
        var table = new Table("instant", "state", "run", "ended", "why");
        for (var each : all) {
            table.row(each.instant(), each.state(), each.run(), each.runState(), each.reason());
        }
        return table.toString();
    }
}
