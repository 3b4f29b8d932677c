package dev.millrace.kit.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.kit.job.TestService;
import dev.millrace.kit.test.RealParts;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** What a service sends to CloudWatch, decoded from the wire (Smithy RPC v2, CBOR). */
class CloudWatchTest {

    private final ObjectMapper cbor = new CBORMapper();
    private final Map<String, JsonNode> received = new ConcurrentHashMap<>();
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();
    private HttpServer cloudWatch;

    @BeforeEach
    void startCloudWatch() throws IOException {
        cloudWatch =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloudWatch.createContext("/", this::receive);
        cloudWatch.start();
    }

    @AfterEach
    void stopCloudWatch() {
        cloudWatch.stop(0);
    }

    @Test
    void sendsThePlatformsMetricsWithUnitsAndDimensionsAndNoOthers() {
        Map<String, Object> properties = new HashMap<>(RealParts.fresh());
        properties.put("server.port", "0");
        properties.put("millrace.cloudwatch.enabled", "true");
        properties.put("millrace.cloudwatch.namespace", "Millrace/Test");
        properties.put("millrace.cloudwatch.step", "1s");
        properties.put("millrace.cloudwatch.access-key", "test");
        properties.put("millrace.cloudwatch.secret-key", "test");
        properties.put(
                "millrace.cloudwatch.endpoint",
                "http://127.0.0.1:" + cloudWatch.getAddress().getPort());

        var arguments =
                properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue());
        try (var service =
                new SpringApplicationBuilder(TestService.class)
                        .run(arguments.toArray(String[]::new))) {
            var metrics = service.getBean(MeterRegistry.class);
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> {
                        metrics.timer(
                                        "millrace.job.seconds",
                                        "kind",
                                        "test",
                                        "outcome",
                                        "succeeded")
                                .record(250, TimeUnit.MILLISECONDS);
                        return received.containsKey("millrace.job.seconds.avg");
                    });
        }

        assertThat(namespaces).containsExactly("Millrace/Test");
        assertThat(received.keySet()).allMatch(name -> name.startsWith("millrace."));
        JsonNode average = received.get("millrace.job.seconds.avg");
        assertThat(average.path("Unit").asString()).isEqualTo("Milliseconds");
        assertThat(average.path("Value").asDouble()).isEqualTo(250);
        assertThat(dimensions(average))
                .containsEntry("service", "kit-test")
                .containsEntry("kind", "test")
                .containsEntry("outcome", "succeeded");
    }

    private static Map<String, String> dimensions(JsonNode datum) {
        Map<String, String> dimensions = new HashMap<>();
        datum.path("Dimensions")
                .forEach(one ->
                        dimensions.put(one.path("Name").asString(), one.path("Value").asString()));
        return dimensions;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = body(exchange)) {
            JsonNode request = cbor.readTree(body);
            namespaces.add(request.path("Namespace").asString());
            request.path("MetricData")
                    .forEach(datum -> received.put(datum.path("MetricName").asString(), datum));
            exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
            exchange.getResponseHeaders().set("Content-Type", "application/cbor");
            byte[] empty = cbor.writeValueAsBytes(Map.of());
            exchange.sendResponseHeaders(200, empty.length);
            exchange.getResponseBody().write(empty);
        }
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
    }
}
