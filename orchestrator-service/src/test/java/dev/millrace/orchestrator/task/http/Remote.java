package dev.millrace.orchestrator.task.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Somebody's service. */
public final class Remote implements AutoCloseable {

    /** A call that arrived; headers by lower-case name. */
    public record Received(String method, String path, Map<String, String> headers, String body) {}

    /** What it does about a call. */
    @FunctionalInterface
    public interface Behaviour {
        void handle(HttpExchange exchange, Received received) throws IOException;
    }

    public final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Behaviour behaviour = answers(200, "application/json", "{}");

    public Remote() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public Remote that(Behaviour does) {
        behaviour = does;
        return this;
    }

    public static Behaviour answers(int status, String type, String body) {
        return (exchange, received) -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    public String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new TreeMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            headers.put(name.toLowerCase(), String.join(", ", values)));
            var call =
                    new Received(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            headers,
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
            received.add(call);
            behaviour.handle(exchange, call);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
