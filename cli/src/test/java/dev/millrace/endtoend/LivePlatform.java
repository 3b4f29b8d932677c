package dev.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cli.platform.Home;
import dev.millrace.cli.platform.Installation;
import dev.millrace.cli.platform.LocalPlatform;
import dev.millrace.cli.platform.Part;
import dev.millrace.cli.platform.PlatformState;
import dev.millrace.cli.platform.PlatformState.Health;
import dev.millrace.cli.platform.PlatformState.PartState;
import dev.millrace.cli.platform.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Everything that {@code millrace up} starts, in a home of its own below {@code target}, which is
 * left behind for whoever looks for the cause of a failure.
 */
final class LivePlatform implements AutoCloseable {

    private static final Path FOLDER = Script.ROOT.resolve("cli/target/end-to-end");
    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int USUAL_PORT_BASE = 8080;

    private final StandInCloudWatch cloudWatch;
    private final Script script;
    private final Home home;
    private final Path data;
    private final int portBase;
    private final Thread lastResort = new Thread(this::stop, "stop the platform");

    private LivePlatform() throws IOException {
        home = new Home(FOLDER.resolve("home"));
        data = Files.createDirectories(FOLDER.resolve("data"));
        cloudWatch = new StandInCloudWatch();
        portBase = freePortBase();
        script =
                new Script()
                        .with("MILLRACE_HOME", home.folder().toString())
                        .with("MILLRACE_CLOUDWATCH_ENABLED", "true")
                        .with("MILLRACE_CLOUDWATCH_ENDPOINT", cloudWatch.endpoint())
                        .with("MILLRACE_CLOUDWATCH_STEP", "1s")
                        .with("MILLRACE_CLOUDWATCH_ACCESS_KEY", "test")
                        .with("MILLRACE_CLOUDWATCH_SECRET_KEY", "test");
    }

    static LivePlatform start() throws IOException, InterruptedException {
        clearAway();
        var platform = new LivePlatform();
        Runtime.getRuntime().addShutdownHook(platform.lastResort);
        try {
            var up =
                    platform.millrace(
                            "up",
                            "--port-base",
                            Integer.toString(platform.portBase),
                            "--allow",
                            platform.data.toString());
            up.requireSuccess();
            say(
                    "platform up at port %d after %.1f s",
                    platform.portBase, up.took().toMillis() / 1e3);
            return platform;
        } catch (InterruptedException | IOException | AssertionError problem) {
            platform.close();
            throw problem;
        }
    }

    /** What a test run left that was killed. */
    private static void clearAway() throws IOException, InterruptedException {
        if (Files.exists(FOLDER)) {
            new Script().run(LONGEST_COMMAND, "down", "--home", FOLDER.resolve("home").toString());
            try (var paths = Files.walk(FOLDER)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static int freePortBase() {
        return Stream.concat(
                        Stream.of(USUAL_PORT_BASE),
                        ThreadLocalRandom.current().ints(20_000, 32_000).boxed().limit(100))
                .filter(base ->
                        Arrays.stream(Part.values()).allMatch(part -> isFree(part.port(base))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There are no seven free ports in a row"));
    }

    private static boolean isFree(int port) {
        return dev.millrace.cli.platform.Ports.isFree(port);
    }

    static void say(String format, Object... arguments) {
        System.out.println("  " + format.formatted(arguments));
    }

    // --- the command

    /** Runs a command of the script against this platform. */
    Script.Result millrace(String... arguments) throws IOException, InterruptedException {
        return script.run(LONGEST_COMMAND, arguments);
    }

    Script script() {
        return script;
    }

    /** Whether addresses that documentation names lead here. */
    boolean isAtUsualPorts() {
        return portBase == USUAL_PORT_BASE;
    }

    // --- the services

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

    StandInCloudWatch cloudWatch() {
        return cloudWatch;
    }

    Bucket bucket() throws IOException {
        return Bucket.of(home, port(Part.S3));
    }

    Database database() throws IOException, SQLException {
        return Database.of(home, port(Part.POSTGRES));
    }

    // --- work

    /** A file that ingest may read by its path. */
    Path file(String name, byte[] content) throws IOException {
        return Files.write(data.resolve(name), content);
    }

    Path file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Posts a pipeline and starts a run of it. */
    String startRun(String pipeline, Map<String, Object> parameters) {
        var version =
                orchestrator()
                        .post(
                                "/v1/pipelines",
                                "application/yaml",
                                pipeline.getBytes(StandardCharsets.UTF_8))
                        .ok();
        var start =
                Map.of("pipeline", version.path("pipeline").asString(), "parameters", parameters);
        var answer = orchestrator().post("/v1/runs", start);
        assertThat(answer.status()).as("status of %s", answer).isBetween(200, 202);
        return answer.body().path("id").asString();
    }

    JsonNode run(String id) {
        return orchestrator().get("/v1/runs/" + id).ok();
    }

    /** The run once it has ended, however. */
    JsonNode awaitRun(String id, Duration atMost) {
        return await("the end of run " + id)
                .atMost(atMost)
                .pollInterval(POLL)
                .ignoreExceptions() // a service may be down just now
                .until(() -> run(id), run -> hasEnded(run.path("state").asString()));
    }

    /** The job once it has ended, however; {@code accepted} is what the POST answered. */
    JsonNode awaitJob(Http service, Http.Answer accepted) {
        var id = accepted.require(202).path("id").asString();
        return await("the end of job " + id)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(POLL)
                .ignoreExceptions()
                .until(
                        () -> service.get("/v1/jobs/" + id).ok(),
                        job -> hasEnded(job.path("state").asString()));
    }

    /** An endpoint named {@code diabetes} that answers. */
    void requireDiabetesEndpoint() throws IOException, InterruptedException {
        if (inference().get("/v1/endpoints/diabetes").status() == 404) {
            millrace("demo", "--json").requireSuccess();
        }
    }

    private static boolean hasEnded(String state) {
        return List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(state);
    }

    static JsonNode step(JsonNode run, String name) {
        return stream(run.path("steps"))
                .filter(step -> step.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + name + " in " + run));
    }

    static Stream<JsonNode> stream(JsonNode list) {
        return java.util.stream.StreamSupport.stream(list.spliterator(), false);
    }

    // --- processes

    /** The present process of a part. */
    long pid(Part part) {
        return partState(part).process().pid();
    }

    /** The same, or -1 where there is none at the moment. */
    long pidNow(Part part) {
        var process = partState(part).process();
        return process == null ? -1 : process.pid();
    }

    /** Waits until every part is up again. */
    void awaitUp(Duration atMost) {
        await("every part up")
                .atMost(atMost)
                .pollInterval(POLL)
                .ignoreExceptions()
                .until(() -> state().parts(), parts -> parts.stream().allMatch(IS_UP));
    }

    private static final Predicate<PartState> IS_UP =
            part -> part.health() == Health.UP && part.process() != null && isAlive(part.process());

    private static boolean isAlive(ProcessIdentity process) {
        return process.isAlive();
    }

    private PartState partState(Part part) {
        return state().parts().stream()
                .filter(state -> state.name().equals(part.label()))
                .findFirst()
                .orElseThrow();
    }

    private PlatformState state() {
        try {
            return new LocalPlatform(home, new Installation(Script.ROOT)).running().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
