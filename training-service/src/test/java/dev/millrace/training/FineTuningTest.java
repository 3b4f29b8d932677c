package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.FineTune;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.contracts.training.TrainingApi;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.MillraceTest;
import dev.millrace.training.engine.WeightFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@MillraceTest
class FineTuningTest {

    private static final PrepStandIn PREP = new PrepStandIn();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<Layer> LAYERS =
            List.of(
                    new Layer.Dense(16, Activation.RELU, null, null, null, "body"),
                    new Layer.BatchNorm(null, null),
                    new Layer.Dense(8, Activation.RELU, null, null, null, "head"));

    @Autowired TrainingApi training;
    @Autowired JobApi jobs;
    @Autowired ObjectStore store;

    @DynamicPropertySource
    static void callTheStandIn(DynamicPropertyRegistry properties) {
        properties.add("millrace.services.prep", PREP::url);
    }

    @Test
    void goesOnFromAVersionAndKeepsWhatIsFrozen() throws IOException {
        var many = PREP.holds(PreparedFixture.binary(store, 800));
        var few = PREP.holds(PreparedFixture.binary(store, 80));
        succeeded(train("parent", many, 40, null));
        training.setAlias("parent", "good", 1);

        var tuned = succeeded(train("child", few, 2, tune("parent@good", "body")));
        var scratch = succeeded(train("child", few, 2, null));

        assertThat(firstLoss(tuned)).isLessThan(0.8 * firstLoss(scratch));
        var child = training.version("child", "1");
        assertThat(child.lineage()).containsEntry("parent", "parent@1");
        assertThat(child.request().fineTune().from()).isEqualTo("parent@1");
        var theirs = weights(training.version("parent", "1"));
        var mine = weights(child);
        assertThat(values(mine, "body.kernel")).isEqualTo(values(theirs, "body.kernel"));
        assertThat(values(mine, "body.bias")).isEqualTo(values(theirs, "body.bias"));
        assertThat(values(mine, "head.kernel")).isNotEqualTo(values(theirs, "head.kernel"));
        training.removeAlias("parent", "good");
        training.delete("parent", "1");
    }

    @Test
    void theParentStaysWhileItIsNeeded() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 200));
        succeeded(train("needed", data, 2, null));
        var id = train("needed", data, 50_000, tune("needed@1", "body"));
        await().atMost(PATIENCE).until(() -> firstEpoch(jobs.find(id.id())));

        assertThatThrownBy(() -> training.delete("needed", "1"))
                .hasMessageContaining("needed@1 is needed by training:" + id.id());
        jobs.cancel(id.id());

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> training.delete("needed", "1"));
    }

    @Test
    void refusesWhatHasNothingInCommonBeforeAnythingStarts() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 100));
        succeeded(train("other", data, 1, null));
        var request = request("other", data, 1, tune("other@1"));
        var wider = List.<Layer>of(new Layer.Dense(17, null, null, null, null, "body"));

        assertThatThrownBy(() -> training.train(null, null, request.change().layers(wider).build()))
                .hasMessageContaining("other@1 has no layer of the same name and shape");
        assertThatThrownBy(() -> train("other", data, 1, tune("other@7")))
                .hasMessageContaining("no version or alias");
    }

    private static FineTune tune(String from, String... frozen) {
        return new FineTune(from, List.of(frozen));
    }

    private Job train(String model, PreparedData data, int epochs, @Nullable FineTune fineTune) {
        return training.train(null, null, request(model, data, epochs, fineTune)).getBody();
    }

    private static TrainRequest request(
            String model, PreparedData data, int epochs, @Nullable FineTune fineTune) {
        return TrainRequest.of(model, data.id())
                .change()
                .layers(LAYERS)
                .optimizer(new Optimizer.Adam(0.003))
                .epochs(epochs)
                .earlyStopping(EarlyStopping.after(epochs))
                .fineTune(fineTune)
                .build();
    }

    private Job succeeded(Job job) {
        await().atMost(PATIENCE).until(() -> jobs.find(job.id()).state().isTerminal());
        var ended = jobs.find(job.id());
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(JobState.SUCCEEDED);
        return ended;
    }

    private boolean firstEpoch(Job job) {
        return jobs.history(job.id(), 0).stream().anyMatch(event -> event.type().equals("epoch"));
    }

    private double firstLoss(Job job) {
        return jobs.history(job.id(), 0).stream()
                .filter(event -> event.type().equals("epoch"))
                .map(event -> (Number) event.data().get("validationLoss"))
                .findFirst()
                .orElseThrow()
                .doubleValue();
    }

    private WeightFile weights(ModelVersion version) throws IOException {
        try (var file = store.open(store.keyOf(version.location()) + WeightFile.NAME)) {
            return WeightFile.read(file);
        }
    }

    private static float[] values(WeightFile file, String name) {
        return file.tensors().get(name).values();
    }
}
