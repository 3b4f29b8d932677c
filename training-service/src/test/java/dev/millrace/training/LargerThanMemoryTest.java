package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.EvaluationOptions;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.contracts.training.TrainingApi;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.MillraceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** 256 MB of rows in a worker with a heap of 64 MB. */
@MillraceTest
class LargerThanMemoryTest {

    private static final PrepStandIn PREP = new PrepStandIn();
    private static final int EPOCHS = 2;

    @Autowired ObjectStore store;
    @LocalServerPort int port;

    @DynamicPropertySource
    static void useASmallWorker(DynamicPropertyRegistry properties) {
        properties.add("millrace.services.prep", PREP::url);
        properties.add("millrace.training.worker.heap", () -> "64MB");
    }

    @Test
    void trainsWithFlatMemory() throws IOException {
        var data = PREP.holds(new WideFixture(store, 100, 80_000, 8).write());
        var client = new ServiceClient(port);
        var jobs = client.api(JobApi.class);
        var request =
                TrainRequest.of("large", data.id())
                        .change()
                        .layers(List.of(Layer.Dense.of(8, Activation.RELU)))
                        .epochs(EPOCHS)
                        .batchSize(1024)
                        .evaluation(new EvaluationOptions(null, null, null, List.of(), null))
                        .build();

        var id = client.api(TrainingApi.class).train(null, null, request).getBody().id();
        var resident = new ArrayList<Long>();
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    noteWhenAnEpochEnded(jobs, id, resident);
                    return jobs.find(id).state().isTerminal();
                });

        var job = jobs.find(id);
        System.out.printf(
                "resident MB after each epoch: %s; %s seconds of fit, loader share %s%n",
                resident,
                job.result() == null ? "?" : job.result().get("fitSeconds"),
                job.result() == null ? "?" : job.result().get("loaderShare"));
        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(resident).hasSizeGreaterThanOrEqualTo(EPOCHS - 1);
        assertThat(resident.getLast()).isLessThan(resident.getFirst() + 64);
    }

    private static void noteWhenAnEpochEnded(JobApi jobs, UUID id, List<Long> resident)
            throws IOException {
        long ended =
                jobs.history(id, 0).stream().filter(event -> event.type().equals("epoch")).count();
        if (ended > resident.size()) {
            resident.add(residentMegabytesOfTheLargestWorker());
        }
    }

    private static long residentMegabytesOfTheLargestWorker() throws IOException {
        long most = 0;
        for (var worker : ProcessHandle.current().children().toList()) {
            var status = Path.of("/proc/%d/status".formatted(worker.pid()));
            if (worker.info().commandLine().orElse("").contains("millrace-worker-")
                    && Files.exists(status)) {
                most =
                        Files.readAllLines(status).stream()
                                .filter(line -> line.startsWith("VmRSS:"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                                .max()
                                .orElse(0);
            }
        }
        return most >> 10;
    }
}
