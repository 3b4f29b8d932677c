package dev.millrace.training.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.store.StoreSettings;
import dev.millrace.training.PreparedFixture;
import dev.millrace.training.TestObjects;
import dev.millrace.training.worker.WorkerMain;
import dev.millrace.training.worker.WorkerSetup;
import dev.millrace.training.worker.WorkerTask;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** What a worker does when whoever started it was killed: its standard input ends. */
class OrphanTest {

    private static final WorkerSettings SETTINGS =
            new WorkerSettings(
                    DataSize.ofMegabytes(256),
                    DataSize.ofGigabytes(1),
                    1,
                    1,
                    0,
                    false,
                    1,
                    null,
                    null);

    private final JsonMapper json = JsonMapper.builder().build();
    private final StoreSettings settings = TestObjects.settings();
    @TempDir Path folder;
    private Process worker;

    @AfterEach
    void endTheWorker() {
        worker.destroyForcibly();
    }

    @Test
    void aSpareEndsWhenItsServiceIsGone() throws Exception {
        worker = new WorkerCommand(SETTINGS).start(folder, null);
        tell(new WorkerSetup(settings, 1));

        worker.outputWriter(StandardCharsets.UTF_8).close();

        assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isZero();
    }

    @Test
    void aTrainingWorkerEndsAtOnceAndRemovesItsFolder() throws Exception {
        var heard = new CountDownLatch(1);
        var service = anyService(heard);
        var own = Files.createDirectory(folder.resolve("own"));
        worker = new WorkerCommand(SETTINGS).start(own, null);
        tell(new WorkerSetup(settings, 1));
        tell(endlessTask(service));
        assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();

        worker.outputWriter(StandardCharsets.UTF_8).close();

        assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isEqualTo(WorkerMain.ORPHANED);
        assertThat(own).doesNotExist();
        service.stop(0);
    }

    private WorkerTask endlessTask(HttpServer service) throws Exception {
        var data = PreparedFixture.binary(TestObjects.create(settings), 2000);
        var request =
                TrainRequest.of("endless", data.id())
                        .change()
                        .epochs(100_000)
                        .batchSize(1)
                        .earlyStopping(EarlyStopping.after(100_000))
                        .build();
        var reports = URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/");
        return new WorkerTask.Train(
                reports, data, request, null, null, null, "training/training/endless/1/");
    }

    private static HttpServer anyService(CountDownLatch heard) throws Exception {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                    heard.countDown();
                });
        server.start();
        return server;
    }

    private void tell(Object line) throws Exception {
        var input = worker.outputWriter(StandardCharsets.UTF_8);
        input.write(json.writeValueAsString(line));
        input.newLine();
        input.flush();
    }
}
