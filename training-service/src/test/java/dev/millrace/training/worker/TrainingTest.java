package dev.millrace.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.EvaluationOptions.BaselineKind;
import dev.millrace.contracts.training.EvaluationReport;
import dev.millrace.contracts.training.EvaluationReport.Baseline;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.PreparedFixture;
import dev.millrace.training.TestObjects;
import dev.millrace.training.data.PatientStore;
import dev.millrace.training.engine.tensorflow.TensorflowEngine;
import dev.millrace.training.engine.tensorflow.TensorflowFormat;
import dev.millrace.training.fit.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class TrainingTest {

    private static final String OUTPUT = "training/automl/limited/1/";
    private static final int ENDLESS = 100_000;

    private final ObjectStore store = TestObjects.fresh();
    private final JsonMapper json = JsonMapper.builder().build();
    @TempDir Path folder;
    private HttpServer service;

    @BeforeEach
    void takeReports() throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        service = HttpServer.create(loopback, 0);
        service.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void endsWithItsTimeAndKeepsTheBestWeightsAndSkipsWhatIsNotDone() throws IOException {
        var outcome = train(null, 0.3);

        assertThat(outcome.fit().ending()).isEqualTo(Ending.PRUNED);
        assertThat(outcome.epochs()).isBetween(1, ENDLESS - 1);
        assertThat(outcome.bestEpoch()).isBetween(1, outcome.epochs());
        assertThat(outcome.metrics()).containsOnlyKeys("train", "validation", "test");
        assertThat(outcome.baselines()).containsOnlyKeys("constant");
    }

    @Test
    void takesBaselinesThatAreMeasuredAlready() throws IOException {
        var known =
                List.of(new Baseline(BaselineKind.LINEAR, "of the search", Map.of(), 7, "no need"));

        train(known, 0.01);

        var evaluation = store.read(OUTPUT + "evaluation.json", 10 << 20);
        assertThat(json.readValue(evaluation, EvaluationReport.class).baselines()).isEqualTo(known);
    }

    private WorkerReport.Succeeded train(@Nullable List<Baseline> known, double seconds)
            throws IOException {
        var data = PreparedFixture.binary(store, 200);
        var request =
                TrainRequest.of("limited", data.id())
                        .change()
                        .epochs(ENDLESS)
                        .earlyStopping(EarlyStopping.after(ENDLESS))
                        .build();
        var reports = URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/");
        var task = new WorkerTask.Train(reports, data, request, null, known, seconds, OUTPUT);
        var training =
                new Training(
                        new PatientStore(store),
                        new TensorflowEngine(1),
                        new TensorflowFormat(1),
                        new Folder(folder),
                        json,
                        1);
        try (var http = HttpClient.newHttpClient();
                var reporter = new Reporter(reports, http, json)) {
            return training.run(task, reporter);
        }
    }
}
