package dev.millrace.inference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contracts.training.ModelVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** Answers over HTTP what this service asks training-service: versions and references to them. */
final class TrainingStandIn {

    private static final String PROBLEM =
            "{\"code\": \"MODEL_NOT_FOUND\", \"detail\": \"There is no %s.\", \"mistakes\": []}";

    private static final String EXTERNAL =
            "{\"code\": \"MODEL_EXTERNAL\", \"detail\": \"%s was not trained here.\", \"mistakes\": []}";

    private final Map<String, ModelVersion> versions = new ConcurrentHashMap<>();
    private final Set<String> external = ConcurrentHashMap.newKeySet();
    private final Set<String> references = ConcurrentHashMap.newKeySet();
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpServer server;

    TrainingStandIn() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/v1/models/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void register(ModelVersion version) {
        versions.put(version.model() + "/versions/" + version.number(), version);
        version.aliases()
                .forEach(alias -> versions.put(version.model() + "/versions/" + alias, version));
    }

    /** A version that only MLflow's clients may ask for. */
    void registerExternal(String model, int number) {
        external.add(model + "/versions/" + number);
    }

    /** Such as {@code diabetes@1 by endpoint-diabetes}. */
    Set<String> references() {
        return Set.copyOf(references);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/v1/models/".length());
        String[] parts = path.split("/references/", 2);
        if (external.contains(parts[0])) {
            respond(exchange, 409, EXTERNAL.formatted(path));
            return;
        }
        ModelVersion version = versions.get(parts[0]);
        if (version == null) {
            respond(exchange, 404, PROBLEM.formatted(path));
            return;
        }
        String reference =
                parts.length == 1
                        ? ""
                        : "%s@%d by %s".formatted(version.model(), version.number(), parts[1]);
        switch (exchange.getRequestMethod()) {
            case "PUT" -> references.add(reference);
            case "DELETE" -> references.remove(reference);
            default -> {}
        }
        respond(exchange, 200, json.writeValueAsString(version));
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
