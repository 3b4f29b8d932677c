package dev.millrace.endtoend;

import dev.millrace.cli.platform.Json;
import dev.millrace.cli.platform.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/** One more orchestrator on the database of a platform. */
final class ExtraOrchestrator implements AutoCloseable {

    private final String environment;
    private final int port;
    private final Path log;
    private Process process;

    ExtraOrchestrator(LivePlatform platform, int port, Path log) throws IOException {
        var own = platform.processes().require(Part.ORCHESTRATOR);
        this.environment = Files.readString(Path.of("/proc/%d/environ".formatted(own)));
        this.port = port;
        this.log = log;
        start();
    }

    /** Starts it, with the settings of the platform's own orchestrator but for the port. */
    void start() throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        Script.ROOT
                                .resolve("orchestrator-service/target/orchestrator-service.jar")
                                .toString());
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

    private String settings(String name, String value) {
        if (!name.equals("SPRING_APPLICATION_JSON")) {
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

    Http http() {
        return new Http(port);
    }

    long pid() {
        return process.pid();
    }

    /** As a supervisor would: one that was started while the database was away has given up. */
    void startIfDead() throws IOException {
        if (!process.isAlive()) {
            start();
        }
    }

    void kill() throws IOException, InterruptedException {
        Signals.kill(process.pid());
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
