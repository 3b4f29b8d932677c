package dev.millrace.training;

import static dev.millrace.contracts.training.Study.State.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.AutoMl.Entry;
import dev.millrace.contracts.training.AutoMl.Kind;
import dev.millrace.contracts.training.AutoMlApi;
import dev.millrace.contracts.training.AutoMlRequest;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Parameter.Real;
import dev.millrace.contracts.training.RunSearch;
import dev.millrace.contracts.training.RunStatus;
import dev.millrace.contracts.training.Search;
import dev.millrace.contracts.training.Study.Trial;
import dev.millrace.contracts.training.StudyApi;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.contracts.training.StudyRequest.Retrain;
import dev.millrace.contracts.training.TrackedRun;
import dev.millrace.contracts.training.TrackingApi;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.contracts.training.TrainingApi;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.MillraceTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Automls, and what a search survives, with real workers, store and database. */
@MillraceTest
class AutoMlServiceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final PrepStandIn PREP = new PrepStandIn();

    @Autowired private ObjectStore store;
    @Autowired private AutoMlApi automls;
    @Autowired private StudyApi studies;
    @Autowired private MeterRegistry metrics;

    @Autowired
    @Qualifier("jobScheduler") private SmartLifecycle jobScheduler;

    @Autowired private TrainingApi training;
    @Autowired private TrackingApi tracking;
    @Autowired private JobApi jobs;

    @DynamicPropertySource
    static void callTheStandIn(DynamicPropertyRegistry properties) {
        properties.add("millrace.services.prep", PREP::url);
    }

    @Test
    void ranksBaselinesAndNetworksAndRegistersTheBestNetwork() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 200));

        var job = ended(begin("found", data, 8));

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        var found = automls.automl(job.id());
        var measured = found.leaderboard().stream().filter(e -> e.validation() != null).toList();
        assertThat(measured).extracting(Entry::kind).contains(Kind.NETWORK, Kind.BASELINE);
        assertThat(measured)
                .isSortedAccordingTo(
                        Comparator.comparing(e -> -Objects.requireNonNull(e.validation())));
        assertThat(measured).extracting(Entry::test).doesNotContainNull();
        assertThat(found.leaderboard())
                .extracting(Entry::name)
                .contains("constant", "linear", "gradient-boosting", "mlp");
        assertRegistered(found.leaderboard());
        assertThat(found.verdict())
                .startsWith(
                        measured.getFirst().kind() == Kind.NETWORK ? "A network" : "A baseline");
        assertThat(found.usedSeconds()).isPositive();
        assertThat(job.result()).containsEntry("modelVersion", "found@1");
        assertTracked(job.id(), found.leaderboard());
    }

    /** Every candidate is a run below the job's, those that were skipped and pruned too. */
    private void assertTracked(UUID job, List<Entry> leaderboard) {
        var runs = below(job);
        assertThat(runs).hasSameSizeAs(leaderboard);
        assertThat(runs)
                .extracting(TrackedRun::name)
                .contains("baseline-linear", "baseline-gradient-boosting", "trial-1");
        for (var part : List.of("validation", "test")) {
            assertThat(runs.stream().filter(run -> run.status() == RunStatus.FINISHED))
                    .extracting(run -> run.metrics().get(part + ".auc").value())
                    .isSubsetOf(
                            leaderboard.stream()
                                    .map(part.equals("test") ? Entry::test : Entry::validation)
                                    .toList());
        }
        assertThat(runs)
                .filteredOn(run -> run.name().startsWith("trial-"))
                .allMatch(run -> run.params().containsKey("preset"));
    }

    private List<TrackedRun> below(UUID job) {
        var parent = job.toString().replace("-", "");
        var filter = "tags.mlflow.parentRunId = '%s'".formatted(parent);
        return tracking.search(new RunSearch(null, filter, null, null, 1000, null)).runs();
    }

    /** What was registered has the very figures of its trial. */
    private void assertRegistered(List<Entry> leaderboard) {
        var best = leaderboard.stream().filter(e -> e.kind() == Kind.NETWORK).findFirst().get();
        assertThat(best.modelVersion()).isEqualTo("found@1");
        var metrics = training.version("found", "1").metrics();
        assertThat(metrics.get("validation").values().get("auc"))
                .isEqualTo(best.validation(), within());
        assertThat(metrics.get("test").values().get("auc")).isEqualTo(best.test(), within());
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-6);
    }

    @Test
    void refusesAMetricThatTheTargetDoesNotHave() throws IOException {
        var data = PREP.holds(PreparedFixture.regression(store, 40));
        var request = new AutoMlRequest("found", data.id(), 5, "auc", null);

        assertThatThrownBy(() -> automls.automl(null, null, request))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("metric is \"auc\"");
    }

    @Test
    void aJobThatIsTakenOverRepeatsNothingThatWasMeasured() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 400));
        var id = begin("taken-over", data, 10);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> measured(id).size() >= 4);

        handOver();
        var before = measured(id);
        var job = ended(id);

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.attempt()).isEqualTo(2);
        assertThat(measured(id)).containsAll(before);
    }

    /** Without the version, which the best one gets later. */
    private List<Entry> measured(UUID id) {
        return automls.automl(id).leaderboard().stream()
                .filter(entry -> entry.validation() != null)
                .map(AutoMlServiceTest::unregistered)
                .toList();
    }

    private static Entry unregistered(Entry entry) {
        return new Entry(
                entry.name(),
                entry.kind(),
                entry.validation(),
                entry.test(),
                entry.seconds(),
                entry.params(),
                null,
                entry.reason());
    }

    @Test
    void aStudySurvivesTheDeathOfItsWorkerAndOfItsService() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 200));
        var id = Objects.requireNonNull(studies.study(null, null, study(data)).getBody()).id();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> completed(id).size() == 1);
        workers().forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> completed(id).size() == 2);

        handOver();
        var before = completed(id);
        var job = ended(id);

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.attempt()).isEqualTo(2);
        assertThat(metrics.counter("millrace.training.workers.lost").count()).isPositive();
        assertThat(completed(id)).hasSize(4).containsAll(before);
        assertThat(below(id)).hasSize(4).allMatch(run -> run.status() == RunStatus.FINISHED);
        assertThat(below(id))
                .allMatch(run ->
                        tracking.history(run.id(), "loss", 1000, null).points().size() == 300);
    }

    /** What a service does that stops, and the next one when it starts. */
    private void handOver() {
        jobScheduler.stop();
        jobScheduler.start();
    }

    private List<Trial> completed(UUID study) {
        return studies.study(study).trials().stream()
                .filter(trial -> trial.state() == COMPLETED)
                .toList();
    }

    private static StudyRequest study(PreparedData data) {
        var base =
                TrainRequest.of("survivor", data.id())
                        .change()
                        .layers(List.of(Layer.Dense.of(8, Activation.RELU)))
                        .epochs(300)
                        .batchSize(4)
                        .earlyStopping(EarlyStopping.after(300))
                        .build();
        return new StudyRequest(
                base,
                Map.of("optimizer.learningRate", Real.log(1e-4, 0.1)),
                new Search.RandomPoints(),
                null,
                null,
                4,
                null,
                0,
                1,
                7L,
                Retrain.NONE);
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("millrace-worker-"))
                .toList();
    }

    private UUID begin(String model, PreparedData data, int seconds) {
        var request = new AutoMlRequest(model, data.id(), seconds, null, 7L);
        return Objects.requireNonNull(automls.automl(null, null, request).getBody()).id();
    }

    private Job ended(UUID id) {
        await().atMost(PATIENCE).until(() -> jobs.find(id).state().isTerminal());
        return jobs.find(id);
    }
}
