package dev.millrace.cli;

import dev.millrace.cli.client.RunFollower;
import dev.millrace.cli.client.RunStarter;
import dev.millrace.cli.client.Services;
import dev.millrace.cli.platform.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a pipeline. */
@Command(
        name = "run",
        description = {
            "Post a pipeline and start a run of it.",
            "Exit code with --wait: 0 when the run succeeded, 1 when it did not."
        })
final class RunCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", description = "A pipeline in YAML or JSON.")
    private Path pipeline = Path.of("");

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = {
                "A parameter of the run; repeatable. The value is JSON, or a text as it stands.",
                "A local file is uploaded."
            })
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--no-reuse",
            description = "Make every step run, also where an earlier result could be reused.")
    private boolean noReuse;

    @Option(names = "--wait", description = "Follow the run to its end and print what came out.")
    private boolean wait;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var services = Services.of(common.platform());
        var run =
                new RunStarter(services, common::progress)
                        .start(
                                pipeline,
                                ParameterValues.parse(parameters),
                                noReuse ? false : null,
                                Installation.current().root());
        if (!wait) {
            common.result(
                    run, "Run %s started: %s".formatted(run.id(), services.address(run.id())));
            return ExitCode.DONE;
        }
        var report = RunReport.of(new RunFollower(services, common::progress).follow(run));
        common.result(report, report.text());
        return report.succeeded() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
