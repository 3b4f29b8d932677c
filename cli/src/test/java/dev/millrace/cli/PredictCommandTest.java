package dev.millrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.cli.platform.Json;
import dev.millrace.cli.platform.Part;
import dev.millrace.cli.platform.PlatformState;
import dev.millrace.cli.platform.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what is typed to what inference-service is asked. */
class PredictCommandTest {

    private static final String ROWS =
            "{\"rows\":[{\"Age\":50,\"City\":null},{\"Age\":7,\"City\":\"Bern\"}]}";
    private static final String ANSWER =
            """
            {"endpoint": "diabetes", "modelVersion": "diabetes@1", "threshold": 0.4,
             "predictions": [{"value": 1, "probabilities": {"0": 0.55, "1": 0.45}},
                             {"value": 0, "probabilities": {"0": 0.9, "1": 0.1}}]}\
            """;

    @TempDir private Path home;

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream originalOut = System.out;
    private HttpServer inference;

    @BeforeEach
    void aPlatformRuns() throws IOException {
        System.setOut(new PrintStream(out, true));
        inference =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inference.createContext(
                "/v1/endpoints/diabetes/predictions",
                exchange -> {
                    asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    exchange.sendResponseHeaders(200, ANSWER.length());
                    try (exchange) {
                        exchange.getResponseBody().write(ANSWER.getBytes(UTF_8));
                    }
                });
        inference.start();
        int base = inference.getAddress().getPort() - Part.INFERENCE.port(0);
        var state = new PlatformState(ProcessIdentity.self(), base, Instant.EPOCH, List.of());
        Files.write(home.resolve("platform.json"), Json.MAPPER.writeValueAsBytes(state));
    }

    @AfterEach
    void release() {
        System.setOut(originalOut);
        inference.stop(0);
    }

    @Test
    void sendsTheRowsOfAFile() throws IOException {
        var file = Files.writeString(home.resolve("rows.json"), ROWS);

        assertThat(predict("@" + file, "--json")).isZero();

        assertThat(Json.STRICT.readTree(asked.remove())).isEqualTo(Json.STRICT.readTree(ROWS));
        assertThat(Json.STRICT.readTree(out.toString())).isEqualTo(Json.STRICT.readTree(ANSWER));
    }

    @Test
    void sendsARowThatIsTypedAndSaysWhatDecided() {
        assertThat(predict("{\"Age\": 50}")).isZero();

        assertThat(Json.STRICT.readTree(asked.remove())).hasToString("{\"rows\":[{\"Age\":50}]}");
        assertThat(out.toString())
                .isEqualTo(
                        """
                        1  {0=0.55, 1=0.45}
                        0  {0=0.9, 1=0.1}
                        (diabetes@1, threshold 0.4)
                        """);
    }

    private int predict(String data, String... options) {
        var arguments = Stream.of("predict", "diabetes", "--data", data, "--home", home.toString());
        return Millrace.commandLine()
                .execute(Stream.concat(arguments, Stream.of(options)).toArray(String[]::new));
    }
}
