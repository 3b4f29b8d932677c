package dev.millrace.cli;

import dev.millrace.cli.platform.Part;
import dev.millrace.cli.platform.PlatformSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts, adopts or repairs the local platform, and waits until it answers. */
@Command(
        name = "up",
        description = {
            "Start the local platform: PostgreSQL, S3 and the five services, under a supervisor",
            "that outlives this command. Repeat it at any time: it repairs what is down."
        })
final class UpCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description =
                    "Port of the orchestrator, default 8080; the others take the six ports after it.")
    private @Nullable Integer portBase;

    @Option(
            names = "--allow",
            paramLabel = "DIR",
            description = "A folder that ingest may read files from by path; repeatable.")
    private List<Path> allowed = new ArrayList<>();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "SERVICE",
            description = "Start only these services, such as ingest,prep.")
    private List<String> only = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var platform = common.platform();
        var state = platform.up(settings(), common::progress);
        var report = PlatformReport.of(state);
        common.result(report, report.text());
        return ExitCode.DONE;
    }

    private PlatformSettings settings() throws IOException {
        var settings = PlatformSettings.of(common.home());
        return new PlatformSettings(
                portBase == null ? settings.portBase() : checkedPortBase(portBase),
                allowed.isEmpty()
                        ? settings.allowedFolders()
                        : allowed.stream().map(this::checkedFolder).toList(),
                only.isEmpty() ? settings.services() : only.stream().map(this::service).toList());
    }

    private int checkedPortBase(int base) {
        if (base < 1 || base > 65_535 - Part.values().length) {
            throw wrong("--port-base %d: the seven ports must lie between 1 and 65535", base);
        }
        return base;
    }

    private String checkedFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw wrong("--allow %s: there is no such folder", folder);
        }
        return folder.toAbsolutePath().normalize().toString();
    }

    private Part service(String name) {
        return Part.named(name)
                .filter(Part::isService)
                .orElseThrow(() ->
                        wrong(
                                "--only %s: the services are %s",
                                name, Part.services().stream().map(Part::label).toList()));
    }

    private ParameterException wrong(String format, Object... arguments) {
        return new ParameterException(spec.commandLine(), format.formatted(arguments));
    }
}
