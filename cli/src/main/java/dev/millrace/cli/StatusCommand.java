package dev.millrace.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the processes of the local platform. */
@Command(
        name = "status",
        description = {
            "Show each process: health, address, memory, restarts.",
            "Exit code 0 when all are up, 1 when some are not, 4 when nothing runs."
        })
final class StatusCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        var running = common.platform().lastKnown();
        var report = running.map(PlatformReport::of).orElseGet(PlatformReport::down);
        common.result(report, report.text());
        return switch (report.state()) {
            case UP -> ExitCode.DONE;
            case DEGRADED -> ExitCode.FAILED;
            case DOWN -> ExitCode.NOT_RUNNING;
        };
    }
}
