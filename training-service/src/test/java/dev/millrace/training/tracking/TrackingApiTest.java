package dev.millrace.training.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.TrackingTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.tracking.MlflowClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The platform's own view of runs, as bytes over HTTP. */
@TrackingTest
class TrackingApiTest {

    @Autowired ObjectStore store;
    @Autowired RunArtifacts artifacts;
    @LocalServerPort int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private MlflowClient mlflow;

    @BeforeEach
    void connect() {
        mlflow = new MlflowClient("http://127.0.0.1:" + port);
    }

    @Test
    void artifactsGoInAndOutAsTheyAre() throws Exception {
        var run = mlflow.createRun().getRunId();
        var bytes = new byte[5 << 20];
        new Random(1).nextBytes(bytes);
        assertThat(put(run, "plots/a b.png", bytes).statusCode()).isEqualTo(200);
        assertThat(put(run, "plots/deep/c.txt", new byte[] {1}).statusCode()).isEqualTo(200);
        assertThat(put(run, "notes.txt", new byte[0]).statusCode()).isEqualTo(200);

        var read = http.send(at(run, "plots/a b.png").build(), BodyHandlers.ofByteArray());

        assertThat(read.body()).isEqualTo(bytes);
        assertThat(read.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(read.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        assertThat(mlflow.sendGet("artifacts/list?run_id=" + run))
                .contains("\"path\":\"notes.txt\",\"is_dir\":false,\"file_size\":0")
                .contains("\"path\":\"plots\",\"is_dir\":true");
        assertThat(mlflow.sendGet("artifacts/list?run_id=" + run + "&path=plots"))
                .contains("plots/a b.png", "plots/deep")
                .doesNotContain("c.txt");
        var uri = mlflow.getRun(run).getInfo().getArtifactUri();
        assertThat(store.exists(store.keyOf(uri) + "/plots/deep/c.txt")).isTrue();
        assertThat(artifacts.prefixes()).anyMatch(store.keyOf(uri)::startsWith);
    }

    @Test
    void artifactsStayInTheirFolder() throws Exception {
        var run = mlflow.createRun().getRunId();

        assertThat(put(run, "a/%2e%2e/b", new byte[1]).statusCode()).isEqualTo(400);
        assertThat(put(run, "a//b", new byte[1]).statusCode()).isEqualTo(400);
        assertThat(put("f".repeat(32), "a", new byte[1]).statusCode()).isEqualTo(404);
        assertThat(text(at(run, "absent.txt"))).contains("ARTIFACT_NOT_FOUND");
        mlflow.deleteRun(run);
        assertThat(put(run, "a", new byte[1]).body()).contains("is deleted");
    }

    @Test
    void anArtifactOverTheLimitLeavesNothing() throws Exception {
        var run = mlflow.createRun().getRunId();
        var endless =
                BodyPublishers.ofInputStream(() ->
                        new InputStream() {
                            private long left = (64L << 20) + 1;

                            @Override
                            public int read() {
                                return left-- > 0 ? 0 : -1;
                            }

                            @Override
                            public int read(byte[] bytes, int offset, int length) {
                                int some = (int) Math.min(length, left);
                                left -= some;
                                return some == 0 ? -1 : some;
                            }
                        });

        var refused = http.send(at(run, "big").PUT(endless).build(), BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("millrace.training.artifacts.max-size");
        assertThat(store.list("training/runs/" + run)).isEmpty();
    }

    @Test
    void saysWhatIsWrongInTheFormOfThePlatform() throws Exception {
        var run = mlflow.createRun().getRunId();

        assertThat(text(get("/runs/" + "0".repeat(32)))).contains("RUN_NOT_FOUND");
        assertThat(text(get("/runs/" + run + "/history?metric=loss&limit=0"))).contains("limit");
        assertThat(text(get("/experiments/nowhere"))).contains("EXPERIMENT_NOT_FOUND");
        assertThat(text(get("/comparison?run=" + run))).contains("2 to 50");
        var search =
                HttpRequest.newBuilder(uri("/runs/search"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"filter\": \"params.a = 1\"}"));
        assertThat(text(search))
                .contains("character 12", "expected a text in quotes", "\"column\":12");
    }

    private HttpResponse<String> put(String run, String path, byte[] bytes)
            throws IOException, InterruptedException {
        return http.send(
                at(run, path).PUT(BodyPublishers.ofByteArray(bytes)).build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder at(String run, String path) {
        return get("/runs/" + run + "/artifacts/" + path.replace(" ", "%20"));
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(uri(path));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + "/v1/tracking" + path);
    }

    private String text(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString()).body();
    }
}
