package dev.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Listed here for the help; the launch script runs it, since it builds this command too. */
@Command(
        name = "test",
        description = {
            "Run the whole test suite, the end-to-end test included; exits with its status.",
            "Further arguments go to Maven, such as -pl cli."
        })
final class TestCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Option(names = "--soak", description = "Add the long fault and endurance runs.")
    private boolean soak;

    @Override
    public Integer call() {
        common.progress(
                "Run the tests with the launch script: ./millrace test" + (soak ? " --soak" : ""));
        return ExitCode.WRONG_USAGE;
    }
}
