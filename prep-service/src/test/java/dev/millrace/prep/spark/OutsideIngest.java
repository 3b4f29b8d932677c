package dev.millrace.prep.spark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contracts.ingest.DatasetVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What prep-service asks of ingest-service, over real HTTP. The end-to-end tests use the real one.
 */
public final class OutsideIngest {

    private final HttpServer server;
    private final JsonMapper json = JsonMapper.shared();
    private final Map<String, DatasetVersion> versions = new ConcurrentHashMap<>();
    private final Set<String> references = ConcurrentHashMap.newKeySet();

    OutsideIngest() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void add(DatasetVersion version) {
        versions.put(version.dataset(), version);
    }

    /** As {@code dataset/number/referrer}. */
    public Set<String> references() {
        return references;
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            String[] path = call.getRequestURI().getPath().split("/");
            var version = versions.get(path[3]);
            if (version == null) {
                reply(
                        call,
                        404,
                        Map.of(
                                "code",
                                "DATASET_NOT_FOUND",
                                "detail",
                                "There is no dataset " + path[3] + "."));
                return;
            }
            switch (call.getRequestMethod()) {
                case "PUT" -> references.add(reference(path));
                case "DELETE" -> references.remove(reference(path));
                default -> {
                    reply(call, 200, version);
                    return;
                }
            }
            call.sendResponseHeaders(200, -1);
        }
    }

    private static String reference(String[] path) {
        return path[3] + "/" + path[5] + "/" + path[7];
    }

    private void reply(HttpExchange call, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders()
                .add(
                        "Content-Type",
                        status == 200 ? "application/json" : "application/problem+json");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
    }
}
