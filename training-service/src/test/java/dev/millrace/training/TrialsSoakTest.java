package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Parameter.Real;
import dev.millrace.contracts.training.RunSearch;
import dev.millrace.contracts.training.Search;
import dev.millrace.contracts.training.StudyApi;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.contracts.training.StudyRequest.Retrain;
import dev.millrace.contracts.training.TrackingApi;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.MillraceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Trials in a row leave nothing behind. {@code -Dmillrace.soak.trials=200} runs as many; what the
 * service and its workers take is printed every 20.
 */
@MillraceTest
class TrialsSoakTest {

    private static final int TRIALS = Integer.getInteger("millrace.soak.trials", 20);
    private static final PrepStandIn PREP = new PrepStandIn();

    @Autowired private ObjectStore store;
    @LocalServerPort private int port;

    @DynamicPropertySource
    static void callTheStandIn(DynamicPropertyRegistry properties) {
        properties.add("millrace.services.prep", PREP::url);
        properties.add("millrace.training.worker.spare", () -> false);
    }

    @Test
    void manyTrialsLeaveNoProcessNoFileAndNoMemoryBehind() throws Exception {
        var client = new ServiceClient(port);
        var studies = client.api(StudyApi.class);
        var jobs = client.api(JobApi.class);

        var id = studies.study(null, null, request()).getBody().id();

        var service = new ArrayList<Long>();
        var folders = new HashSet<Path>();
        for (int trials = 20; trials <= TRIALS; trials += 20) {
            int wanted = trials;
            await().atMost(Duration.ofMinutes(10))
                    .ignoreExceptionsMatching(TrialsSoakTest::hasNotBegun)
                    .until(() ->
                            jobs.find(id).state().isTerminal()
                                    || measured(studies.study(id)) >= wanted);
            workers().forEach(worker -> folders.add(folder(worker)));
            service.add(megabytes(ProcessHandle.current()));
            System.out.printf(
                    "%d trials: service %d MB, workers %s MB%n",
                    trials, service.getLast(), workers().stream().map(this::megabytes).toList());
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> jobs.find(id).state().isTerminal());
        assertThat(jobs.find(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(studies.study(id).trials()).hasSize(TRIALS);
        var started = System.nanoTime();
        var filter = "tags.mlflow.parentRunId = '%s'".formatted(id.toString().replace("-", ""));
        assertThat(
                        client.api(TrackingApi.class)
                                .search(new RunSearch(null, filter, null, null, TRIALS + 1, null))
                                .runs())
                .hasSize(TRIALS);
        System.out.printf("their runs: %d ms%n", (System.nanoTime() - started) / 1_000_000);
        await().atMost(Duration.ofSeconds(20)).until(() -> workers().isEmpty());
        assertThat(folders).noneMatch(Files::exists);
        assertThat(service.getLast()).isLessThan(service.getFirst() + 100);
    }

    private StudyRequest request() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 100));
        var base =
                TrainRequest.of("soak", data.id())
                        .change()
                        .layers(List.of(Layer.Dense.of(4, Activation.RELU)))
                        .epochs(3)
                        .build();
        return new StudyRequest(
                base,
                Map.of("optimizer.learningRate", Real.log(1e-4, 0.1)),
                new Search.RandomPoints(),
                null,
                null,
                TRIALS,
                null,
                null,
                null,
                7L,
                Retrain.NONE);
    }

    private static boolean hasNotBegun(Throwable refusal) {
        return String.valueOf(refusal.getMessage()).contains("that has begun");
    }

    private static long measured(dev.millrace.contracts.training.Study study) {
        return study.trials().stream().filter(trial -> trial.value() != null).count();
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("millrace-worker-"))
                .toList();
    }

    private long megabytes(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static Path folder(ProcessHandle worker) {
        var command = worker.info().commandLine().orElseThrow();
        int from = command.indexOf("-Djava.io.tmpdir=") + "-Djava.io.tmpdir=".length();
        return Path.of(command.substring(from, command.indexOf(' ', from)));
    }
}
