package dev.millrace.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code millrace} command. */
@Command(
        name = "millrace",
        description = "From raw data to a served deep-learning model, on the JVM.",
        mixinStandardHelpOptions = true,
        version = "millrace 1.0.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            LogsCommand.class,
            RunCommand.class,
            PredictCommand.class,
            WhyCommand.class,
            ApproveCommand.class,
            SchedulesCommand.class,
            TriggersCommand.class,
            PoolsCommand.class,
            BenchCommand.class,
            GcCommand.class,
            TestCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done; 1 it failed, and why is said; 2 wrong usage;",
            "3 no suitable JDK or Maven; 4 the platform is not running.",
            "",
            "A first session: millrace demo; millrace init --data my.csv --target column"
        })
public final class Millrace implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Millrace())
                .setExpandAtFiles(false) // an @ before a file is for predict to read
                .setExecutionExceptionHandler(Failures::onException)
                .setParameterExceptionHandler(Failures::onWrongUsage);
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
