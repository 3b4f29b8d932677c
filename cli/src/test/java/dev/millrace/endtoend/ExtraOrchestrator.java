package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.text;

import dev.millrace.cli.platform.Json;
import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** One more orchestrator on the database of a platform. */
final class ExtraOrchestrator implements SoakVictim, AutoCloseable {

    private static final Path JAR =
            Script.ROOT.resolve("orchestrator-service/target/orchestrator-service.jar");

    private final String name;
    private final String environment;
    private final int port;
    private final Path log;
    private final List<String> options;
    private Process process;

    private ExtraOrchestrator(LivePlatform platform, String name, Path log, String... options)
            throws IOException {
        var own = platform.processes().require(Part.ORCHESTRATOR);
        this.name = name;
        this.environment = Files.readString(Path.of("/proc/%d/environ".formatted(own)));
        this.port = PortBase.one();
        this.log = log;
        this.options = List.of(options);
        revive();
    }

    static ExtraOrchestrator start(LivePlatform platform, Path folder) throws IOException {
        return new ExtraOrchestrator(platform, "second", folder.resolve("second.log"));
    }

    /** As on a machine whose clock is ahead of everybody else's. */
    static ExtraOrchestrator startAhead(LivePlatform platform, Path folder) throws IOException {
        var agent = "-javaagent:" + ClockAhead.jar(folder.resolve("clock-ahead.jar"));
        return new ExtraOrchestrator(platform, "ahead", folder.resolve("ahead.log"), agent);
    }

    /** How far its calendar is ahead of this machine's, by what it wrote last. */
    Duration ahead() throws IOException {
        var last =
                Files.readAllLines(log).stream()
                        .filter(line -> line.startsWith("{"))
                        .reduce((one, next) -> next)
                        .orElseThrow();
        var said = OffsetDateTime.parse(text(Json.MAPPER.readTree(last), "@timestamp"));
        return Duration.between(Files.getLastModifiedTime(log).toInstant(), said.toInstant());
    }

    /** With the settings of the platform's own orchestrator but for the port. */
    @Override
    public void revive() throws IOException {
        if (process != null && process.isAlive()) {
            return;
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        for (var variable : environment.split("\0")) {
            var parts = variable.split("=", 2);
            if (parts.length == 2) {
                builder.environment().put(parts[0], settings(parts[0], parts[1]));
            }
        }
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
    }

    private String settings(String variable, String value) {
        if (!variable.equals("SPRING_APPLICATION_JSON")) {
            return value;
        }
        var settings = (ObjectNode) Json.MAPPER.readTree(value);
        // Services call back only where they were told to; whoever hears it may not own the run.
        settings.put(
                "millrace.runs.callback-url",
                "http://127.0.0.1:" + settings.required("server.port").asInt());
        settings.put("server.port", port);
        return Json.MAPPER.writeValueAsString(settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
