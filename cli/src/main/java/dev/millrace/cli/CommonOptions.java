package dev.millrace.cli;

import dev.millrace.cli.platform.Home;
import dev.millrace.cli.platform.Installation;
import dev.millrace.cli.platform.Json;
import dev.millrace.cli.platform.LocalPlatform;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command understands, and where its results go. */
final class CommonOptions {

    @Option(
            names = "--json",
            description =
                    "Print one JSON document on standard output; progress stays on standard error.")
    private boolean json;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "The folder that holds the platform's state; default MILLRACE_HOME, or .millrace beside the launch script.")
    private @Nullable Path home;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    boolean json() {
        return json;
    }

    Home home() {
        return new Home(home == null ? usualHome() : home);
    }

    private static Path usualHome() {
        var variable = System.getenv("MILLRACE_HOME");
        return variable == null || variable.isBlank()
                ? Installation.current().root().resolve(".millrace")
                : Path.of(variable);
    }

    LocalPlatform platform() {
        return new LocalPlatform(home(), Installation.current());
    }

    void progress(String line) {
        System.err.println(line);
    }

    /** The result of a command: as a document, or as text for a person. */
    void result(Object document, String text) {
        System.out.println(json ? Json.MAPPER.writeValueAsString(document) : text);
    }
}
