package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobEvent;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Checkpoints;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.contracts.training.TrainingApi;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.StoredObject;
import dev.millrace.kit.test.RealParts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever happens to a training, it ends with the weights that it would have had. {@code
 * -Dmillrace.outage.seconds=60} keeps S3 away for as long, refusing, and as long again, hanging.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisturbedTrainingTest {

    private static final Path LOG = Path.of("target", "disturbed-service.log");
    private static final Duration OUTAGE =
            Duration.ofSeconds(Integer.getInteger("millrace.outage.seconds", 0));
    private static final Duration PATIENCE = Duration.ofSeconds(60).plus(OUTAGE);

    /** Enough to be still at work when something happens to it. */
    private static final int EPOCHS = 60;

    private final Map<String, Object> properties = new HashMap<>(RealParts.fresh());
    private final ObjectStore store = TestObjects.create(TestObjects.settings(properties));
    private final PrepStandIn prep = new PrepStandIn();
    private Gate gate;
    private ServiceProcess service;
    private TrainingApi training;
    private JobApi jobs;
    private TrainRequest request;
    private Job undisturbed;

    @BeforeAll
    void trainUndisturbed() throws IOException {
        gate = new Gate(URI.create(properties.get("millrace.store.endpoint").toString()));
        properties.put("millrace.store.endpoint", gate.address());
        properties.put("millrace.services.prep", prep.url());
        properties.put("millrace.jobs.heartbeat", "250ms");
        start();
        var data = prep.holds(PreparedFixture.binary(store, 2000));
        request =
                TrainRequest.of("disturbed", data.id())
                        .change()
                        .layers(
                                List.of(
                                        Layer.Dense.of(16, Activation.RELU),
                                        new Layer.Dropout(0.1)))
                        .epochs(EPOCHS)
                        .batchSize(16)
                        .earlyStopping(EarlyStopping.after(EPOCHS))
                        .checkpoints(new Checkpoints(1, null))
                        .build();
        undisturbed = ended(submit());
    }

    @AfterAll
    void end() throws IOException {
        service.close();
        gate.close();
    }

    @Test
    void theServiceIsKilledAndTheLastCheckpointTorn() throws IOException {
        var id = submit();
        await().atMost(PATIENCE).until(() -> told(id, "checkpoint").size() > 2);
        service.kill();
        var checkpoints =
                store.list("training/training/%s/checkpoints/".formatted(id)).stream()
                        .map(StoredObject::key)
                        .toList();
        tear(checkpoints.getLast());

        start();

        var job = ended(id);
        endedAsUndisturbed(job);
        assertThat(job.attempt()).isEqualTo(2);
        assertThat(told(id, "checkpoint-skipped"))
                .singleElement()
                .satisfies(skipped -> {
                    assertThat(skipped.data()).containsEntry("key", checkpoints.getLast());
                    assertThat(skipped.data().get("message").toString())
                            .contains("was passed over: The file ends too early");
                });
        assertThat(told(id, "resumed"))
                .singleElement()
                .satisfies(resumed ->
                        assertThat(checkpoints.get(checkpoints.size() - 2))
                                .contains(
                                        "/%08d-".formatted((Integer) resumed.data().get("epoch"))));
        assertThat(training.versions("disturbed"))
                .filteredOn(version -> version.lineage().containsValue(id.toString()))
                .hasSize(1);
    }

    @Test
    void theStoreRefusesAndThenHangs() throws IOException {
        var id = submit();
        await().atMost(PATIENCE).until(() -> !told(id, "checkpoint").isEmpty());

        gate.refuse();
        await().atMost(PATIENCE).until(() -> !told(id, "checkpoint-failed").isEmpty());
        await().atMost(PATIENCE).until(() -> !told(id, "waiting-for-store").isEmpty());
        assertThat(jobs.find(id).message()).startsWith("S3 does not answer; waiting to ");
        await().atMost(PATIENCE).pollDelay(OUTAGE).until(() -> true);
        gate.hang();
        await().atMost(PATIENCE).until(() -> gate.hanging() > 0);
        await().atMost(PATIENCE).pollDelay(OUTAGE).until(() -> true);
        assertThat(jobs.find(id).state()).isEqualTo(JobState.RUNNING);
        gate.open();

        var job = ended(id);
        endedAsUndisturbed(job);
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(told(id, "store-answered")).isNotEmpty();
    }

    private void start() throws IOException {
        service = ServiceProcess.start(properties, LOG);
        training = service.client().api(TrainingApi.class);
        jobs = service.client().api(JobApi.class);
    }

    private UUID submit() {
        return training.train(null, null, request).getBody().id();
    }

    private void tear(String key) {
        var whole = store.read(key, 1 << 20);
        store.put(key, Arrays.copyOf(whole, whole.length / 2));
    }

    private Job ended(UUID id) {
        await().atMost(PATIENCE).until(() -> jobs.find(id).state().isTerminal());
        var job = jobs.find(id);
        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        return job;
    }

    private void endedAsUndisturbed(Job job) {
        assertThat(job.result())
                .containsEntry("weightsHash", undisturbed.result().get("weightsHash"))
                .containsEntry("epochs", undisturbed.result().get("epochs"))
                .containsEntry("metrics", undisturbed.result().get("metrics"));
    }

    private List<JobEvent> told(UUID job, String type) {
        return jobs.history(job, 0).stream().filter(event -> event.type().equals(type)).toList();
    }
}
