package dev.millrace.training;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** training-service in a process of its own, which can be killed. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port;
    private final Process process;

    private ServiceProcess(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Starts it and waits until it is ready. */
    static ServiceProcess start(Map<String, ?> properties, Path log) throws IOException {
        int port = freePort();
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TrainingApplication.class.getName(),
                                "--server.port=" + port));
        properties.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var service = new ServiceProcess(port, process);
        await("readiness; see " + log).atMost(PATIENCE).until(service::isReady);
        return service;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() throws InterruptedException {
        var readiness =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/actuator/health/readiness"
                                                .formatted(port)))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(readiness, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    ServiceClient client() {
        return new ServiceClient(port);
    }

    /** As kill -9 does; waits until its workers have noticed. */
    void kill() {
        var family = process.descendants().toList();
        process.destroyForcibly();
        await("the end of the service and its workers")
                .atMost(PATIENCE)
                .until(() ->
                        !process.isAlive() && family.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void close() {
        kill();
    }
}
