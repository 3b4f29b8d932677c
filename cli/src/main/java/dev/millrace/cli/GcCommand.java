package dev.millrace.cli;

import dev.millrace.cli.client.Services;
import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes objects that nothing refers to. */
@Command(
        name = "gc",
        description = "Delete objects that no row and no running job refers to, in every service.")
final class GcCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Option(
            names = "--older-than",
            paramLabel = "DURATION",
            description =
                    "Only objects older than this ISO 8601 duration; default ${DEFAULT-VALUE}.")
    private Duration olderThan = Duration.ofDays(1);

    /** What one service did. */
    record Swept(int deleted, int kept) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        var services = Services.of(common.platform());
        var swept = new LinkedHashMap<String, Swept>();
        for (var service : Part.services()) {
            var address = services.at(service, "/v1/gc?olderThan=" + olderThan);
            swept.put(service.label(), services.rest().postEmpty(address, Swept.class));
        }
        common.result(swept, text(swept));
        return ExitCode.DONE;
    }

    private static String text(Map<String, Swept> swept) {
        var lines =
                swept.entrySet().stream()
                        .map(entry ->
                                "%-13s %d deleted, %d kept"
                                        .formatted(
                                                entry.getKey(),
                                                entry.getValue().deleted(),
                                                entry.getValue().kept()))
                        .toList();
        return String.join("\n", lines);
    }
}
