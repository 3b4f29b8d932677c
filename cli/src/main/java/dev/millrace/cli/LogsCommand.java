package dev.millrace.cli;

import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the log of a process of the platform. */
@Command(name = "logs", description = "Show the log of a process.")
final class LogsCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 200;

    @Mixin private CommonOptions common = new CommonOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "SERVICE",
            description =
                    "orchestrator, ingest, prep, training, inference, postgres, s3 or supervisor")
    private String service = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            description = "How many lines of the end to show; default ${DEFAULT-VALUE}.")
    private int lines = 200;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireKnownName();
        var log = common.home().log(service);
        if (!Files.exists(log)) {
            throw new java.nio.file.NoSuchFileException(log.toString());
        }
        var length = Files.size(log);
        var end = end(log);
        common.result(
                Map.of("service", service, "file", log.toString(), "lines", end),
                String.join("\n", end));
        if (follow) {
            follow(log, length);
        }
        return ExitCode.DONE;
    }

    private void requireKnownName() {
        var names =
                Stream.concat(
                                Arrays.stream(Part.values()).map(Part::label),
                                Stream.of("supervisor"))
                        .toList();
        if (!names.contains(service)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no process \"%s\"; they are %s".formatted(service, names));
        }
    }

    /** Logs are bounded by the supervisor, so that one fits into memory. */
    private List<String> end(Path log) throws IOException {
        var all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    private static void follow(Path log, long from) throws IOException, InterruptedException {
        var never = new CountDownLatch(1);
        var position = from;
        do {
            try (var file = new RandomAccessFile(log.toFile(), "r")) {
                // Shorter than before: the supervisor kept the old part aside and emptied the log.
                position = Math.min(position, file.length() < position ? 0 : position);
                file.seek(position);
                var fresh = new byte[(int) (file.length() - position)];
                file.readFully(fresh);
                System.out.write(fresh);
                System.out.flush();
                position += fresh.length;
            }
        } while (!never.await(POLL_MILLIS, TimeUnit.MILLISECONDS));
    }
}
