package dev.millrace.ingest.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.ingest.Upload;
import dev.millrace.contracts.job.JobState;
import dev.millrace.ingest.IngestService;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.MillraceTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;

@MillraceTest
class UploadTest {

    private static final int LIMIT = 20 << 20;

    @Autowired ObjectStore store;
    @Autowired Uploads uploads;
    @LocalServerPort int port;
    private IngestService ingest;

    @BeforeEach
    void connect() {
        ingest = new IngestService(port);
    }

    @Test
    void keepsBytesUntilTheyAreIngested() throws Exception {
        byte[] bytes = "a,b\n1,x\n".getBytes(UTF_8);

        Upload upload = ingest.upload(bytes);
        var version = ingest.version("uploaded", upload.source(), null);

        var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(upload).isEqualTo(new Upload(upload.source(), 8, hash));
        assertThat(version.source()).isEqualTo(upload.source());
        assertThat(version.rows()).isEqualTo(1);
    }

    @Test
    void answers201ToACsvBody() {
        var answer =
                ingest.http
                        .post()
                        .uri("/v1/uploads")
                        .contentType(MediaType.parseMediaType("text/csv"))
                        .body("a\n1\n".getBytes(UTF_8))
                        .retrieve()
                        .toEntity(Upload.class);

        assertThat(answer.getStatusCode().value()).isEqualTo(201);
    }

    @Test
    void takesABodyOfUnknownLengthUpToTheLimit() throws Exception {
        var answer = send(HttpRequest.BodyPublishers.ofInputStream(() -> zeros(LIMIT)));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"bytes\":" + LIMIT);
    }

    @Test
    void refusesABodyOverTheLimitAndLeavesNothing() throws Exception {
        var before = store.list("ingest/upload/");

        try (var announced = new Socket("127.0.0.1", port)) {
            announced.getOutputStream().write(head(LIMIT + 1).getBytes(UTF_8));
            var answer =
                    new BufferedReader(new InputStreamReader(announced.getInputStream(), UTF_8));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 413");
        }
        var found = send(HttpRequest.BodyPublishers.ofInputStream(() -> zeros(LIMIT + 1_000_000)));
        assertThat(found.statusCode()).isEqualTo(413);
        assertThat(found.body()).contains("BODY_TOO_LARGE").contains("upload.max-size");
        assertThat(store.list("ingest/upload/")).isEqualTo(before);
    }

    @Test
    void leavesNothingOfAnUploadThatBrokeOff() throws Exception {
        var before = store.list("ingest/upload/");

        try (var client = new Socket("127.0.0.1", port)) {
            client.getOutputStream().write((head(1000) + "a\n").getBytes(UTF_8));
        }

        await().during(Duration.ofMillis(300))
                .until(() -> store.list("ingest/upload/").equals(before));
    }

    @Test
    void refusesOtherTypesOfBodies() {
        assertThatThrownBy(() ->
                        ingest.http
                                .post()
                                .uri("/v1/uploads")
                                .contentType(MediaType.APPLICATION_JSON)
                                .body("{}")
                                .retrieve()
                                .toBodilessEntity())
                .hasMessageContaining("415");
    }

    @Test
    void survivesASweepUntilItExpires() {
        Upload upload = ingest.upload("a\n1\n".getBytes(UTF_8));

        ingest.sweep();
        assertThat(ingest.ingest("kept", upload.source(), null).state())
                .isEqualTo(JobState.SUCCEEDED);

        uploads.removeBefore(inAnHour());
        var job = ingest.ingest("expired", upload.source(), null);
        ingest.sweep();

        assertThat(job.failure().code()).isEqualTo(FailureCode.SOURCE_NOT_FOUND);
        assertThat(store.list("ingest/upload/")).isEmpty();
    }

    private static String head(long length) {
        return "POST /v1/uploads HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: "
                + length
                + "\r\n\r\n";
    }

    private static Instant inAnHour() {
        return Instant.now().plus(Duration.ofHours(1));
    }

    private HttpResponse<String> send(HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/uploads"))
                            .header("Content-Type", "application/octet-stream")
                            .POST(body)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static InputStream zeros(long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? '0' : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int wanted) {
                int now = (int) Math.min(wanted, left);
                java.util.Arrays.fill(bytes, offset, offset + now, (byte) '0');
                left -= now;
                return now == 0 ? -1 : now;
            }
        };
    }
}
