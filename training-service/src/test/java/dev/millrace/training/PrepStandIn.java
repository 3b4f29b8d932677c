package dev.millrace.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contracts.prep.ColumnStatistics;
import dev.millrace.contracts.prep.PreparedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** Answers the calls that training-service makes to prep-service, over real HTTP. */
public final class PrepStandIn {

    private final HttpServer server;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, Object> prepared = new ConcurrentHashMap<>();
    private final Set<String> references = ConcurrentHashMap.newKeySet();

    public PrepStandIn() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/v1/prepared-data/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public PreparedData holds(PreparedData data) {
        prepared.put(data.id().toString(), data);
        return data;
    }

    public void describes(PreparedData data, List<ColumnStatistics> columns) {
        prepared.put(data.id() + "/statistics", columns);
    }

    /** {@code <id>/references/<referrer>}, of all that were added and not removed. */
    public Set<String> references() {
        return references;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring("/v1/prepared-data/".length());
        switch (exchange.getRequestMethod()) {
            case "PUT" -> references.add(path);
            case "DELETE" -> references.remove(path);
            default -> {}
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            respond(exchange, 200, "");
        } else if (prepared.containsKey(path)) {
            respond(exchange, 200, json.writeValueAsString(prepared.get(path)));
        } else {
            respond(
                    exchange,
                    404,
                    """
                    {"code": "PREPARED_DATA_NOT_FOUND", "detail": "There is no prepared data %s.", "mistakes": []}\
                    """
                            .formatted(path));
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        var bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
