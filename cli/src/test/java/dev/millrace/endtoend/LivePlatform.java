package dev.millrace.endtoend;

import dev.millrace.cli.platform.Folders;
import dev.millrace.cli.platform.Home;
import dev.millrace.cli.platform.Installation;
import dev.millrace.cli.platform.Json;
import dev.millrace.cli.platform.LocalPlatform;
import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Everything that {@code millrace up} starts, in a home of its own below {@code target}, which is
 * left behind for whoever looks for the cause of a failure.
 */
final class LivePlatform implements AutoCloseable {

    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(4);

    private final StandInCloudWatch cloudWatch = new StandInCloudWatch();
    private final Home home;
    private final Path data;
    private final int portBase;
    private final List<String> services;
    private final Script script;
    private final Thread lastResort = new Thread(this::stop, "stop the platform");

    private LivePlatform(Path folder, int portBase, List<String> services) throws IOException {
        this.home = new Home(folder.resolve("home"));
        this.data = Files.createDirectories(folder.resolve("data"));
        this.portBase = portBase;
        this.services = services;
        script =
                new Script()
                        .with("MILLRACE_HOME", home.folder().toString())
                        .with("MILLRACE_CLOUDWATCH_ENABLED", "true")
                        .with("MILLRACE_CLOUDWATCH_ENDPOINT", cloudWatch.endpoint())
                        .with("MILLRACE_CLOUDWATCH_STEP", "1s")
                        // The second compiler takes half the processor time of a start.
                        .with("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
                        .with("AWS_ACCESS_KEY_ID", "test")
                        .with("AWS_SECRET_ACCESS_KEY", "test");
    }

    static LivePlatform start() throws IOException, InterruptedException {
        var folder = cleared("end-to-end");
        var platform = new LivePlatform(folder, PortBase.free(), List.of());
        platform.script
                // Half the usual patience with a service that died.
                .with("MILLRACE_JOBS_HEARTBEAT", "1s")
                .with("MILLRACE_RUNS_HEARTBEAT", "1s")
                .with("MILLRACE_RUNS_LEASE", "4s")
                .with("MILLRACE_STORE_TIMEOUT", "4s");
        return platform.started();
    }

    /** With some services only, the settings that users get, and a database beside the others'. */
    static LivePlatform startOnly(String name, Part... services)
            throws IOException, InterruptedException {
        var labels = Arrays.stream(services).map(Part::label).toList();
        return new LivePlatform(cleared(name), PortBase.unusual(), labels).started();
    }

    private LivePlatform started() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(lastResort);
        try {
            up();
            return this;
        } catch (InterruptedException | IOException | AssertionError problem) {
            close();
            throw problem;
        }
    }

    private void up() throws IOException, InterruptedException {
        var port = Integer.toString(portBase);
        var examples = Script.ROOT.resolve("examples").toString();
        var arguments = new ArrayList<>(List.of("up", "--port-base", port));
        arguments.addAll(List.of("--allow", data.toString(), "--allow", examples));
        if (!services.isEmpty()) {
            arguments.addAll(List.of("--only", String.join(",", services)));
        }
        var up = millrace(arguments.toArray(String[]::new)).requireSuccess();
        say("platform up at port %s after %.1f s", port, up.took().toMillis() / 1e3);
    }

    /** A folder without what a test run left in it that was killed. */
    private static Path cleared(String name) throws IOException, InterruptedException {
        var folder = Script.ROOT.resolve("cli/target").resolve(name);
        if (Files.exists(folder)) {
            new Script()
                    .run(LONGEST_COMMAND, "down", "--home", folder.resolve("home").toString())
                    .requireSuccess();
            Folders.delete(folder);
        }
        return folder;
    }

    /** A line for who watches the tests. */
    static void say(String format, Object... arguments) {
        System.out.println("  " + format.formatted(arguments));
    }

    /** Runs a command of the script against this platform. */
    Script.Result millrace(String... arguments) throws IOException, InterruptedException {
        return script.run(LONGEST_COMMAND, arguments);
    }

    Script script() {
        return script;
    }

    /** Whether addresses that documentation names lead here. */
    boolean isAtUsualPorts() {
        return portBase == PortBase.USUAL;
    }

    /** The entries of a service's log so far. */
    List<JsonNode> log(String service) throws IOException {
        try (var lines = Files.lines(home.folder().resolve("logs/" + service + ".log"))) {
            return lines.filter(line -> line.startsWith("{"))
                    .map(line -> Json.MAPPER.readTree(line))
                    .toList();
        }
    }

    Http orchestrator() {
        return at(Part.ORCHESTRATOR);
    }

    Http ingest() {
        return at(Part.INGEST);
    }

    Http prep() {
        return at(Part.PREP);
    }

    Http training() {
        return at(Part.TRAINING);
    }

    Http inference() {
        return at(Part.INFERENCE);
    }

    Http at(Part service) {
        return new Http(port(service));
    }

    int port(Part part) {
        return part.port(portBase);
    }

    Work work() {
        return new Work(orchestrator());
    }

    Processes processes() {
        return new Processes(new LocalPlatform(home, new Installation(Script.ROOT)));
    }

    StandInCloudWatch cloudWatch() {
        return cloudWatch;
    }

    Bucket bucket() throws IOException {
        return Bucket.of(home, port(Part.S3));
    }

    Database database() throws IOException, SQLException {
        return Database.of(home, port(Part.POSTGRES));
    }

    /** A version as the registry has it, by {@code name@number}. */
    JsonNode modelVersion(String reference) {
        var parts = reference.split("@");
        return training().get("/v1/models/%s/versions/%s".formatted(parts[0], parts[1])).ok();
    }

    /** A file that ingest may read by its path. */
    Path file(String name, byte[] content) throws IOException {
        return Files.write(data.resolve(name), content);
    }

    Path file(String name, String content) throws IOException {
        return Files.writeString(data.resolve(name), content);
    }

    /** An endpoint named {@code diabetes} that answers. */
    void requireDiabetesEndpoint() throws IOException, InterruptedException {
        if (inference().get("/v1/endpoints/diabetes").status() == 404) {
            millrace("demo", "--json").requireSuccess();
        }
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private void stop() {
        try {
            say("%s", millrace("down").err().strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cloudWatch.close();
        }
    }
}
