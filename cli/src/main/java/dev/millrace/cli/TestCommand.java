package dev.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Listed here for the help; the launch script runs it, since it builds this command too. */
@Command(
        name = "test",
        description = {
            "Run the whole test suite, the end-to-end test included; exits with its status.",
            "Further arguments go to Maven, such as -pl cli. --soak runs one test only, for ten",
            "minutes: three orchestrators that are killed and frozen while 10,000 runs go on."
        })
final class TestCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        common.progress("Run the tests with the launch script: ./millrace test");
        return ExitCode.WRONG_USAGE;
    }
}
