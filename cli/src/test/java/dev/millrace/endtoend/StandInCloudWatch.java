package dev.millrace.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Listens where CloudWatch would, and decodes what arrives (Smithy RPC v2, CBOR). */
final class StandInCloudWatch implements AutoCloseable {

    private final ObjectMapper cbor = new CBORMapper();
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    StandInCloudWatch() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Names as they arrived, such as {@code millrace.job.seconds.avg}. */
    Set<String> names() {
        return new TreeSet<>(received);
    }

    /** CloudWatch gets each statistic of a meter under the meter's name and a suffix. */
    boolean hasReceived(String meter) {
        return received.stream()
                .anyMatch(name -> name.equals(meter) || name.startsWith(meter + "."));
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange;
                var body = body(exchange)) {
            cbor.readTree(body)
                    .path("MetricData")
                    .forEach(datum -> received.add(datum.path("MetricName").asString()));
            exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
            exchange.getResponseHeaders().set("Content-Type", "application/cbor");
            var empty = cbor.writeValueAsBytes(Map.of());
            exchange.sendResponseHeaders(200, empty.length);
            exchange.getResponseBody().write(empty);
        }
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        var zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
