package dev.millrace.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the local platform; what it stored stays. */
@Command(
        name = "down",
        description = "Stop everything that up started; data and models stay in the home.")
final class DownCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var stopped = common.platform().down(common::progress);
        common.result(
                Map.of("state", "DOWN", "stopped", stopped),
                stopped ? "The platform is down" : "Nothing was running");
        return ExitCode.DONE;
    }
}
