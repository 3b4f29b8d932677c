package dev.millrace.training;

import static dev.millrace.contracts.training.Study.State.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.AutoMl;
import dev.millrace.contracts.training.AutoMl.Entry;
import dev.millrace.contracts.training.AutoMl.Kind;
import dev.millrace.contracts.training.AutoMlApi;
import dev.millrace.contracts.training.AutoMlRequest;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.EvaluationReport.Baseline;
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
import java.util.stream.Stream;
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
    void ranksBaselinesAndNetworksByTheMetricOfEachKindOfTarget() throws IOException {
        var classes = begin("classes", PREP.holds(PreparedFixture.multiclass(store, 200)), 2);
        var numbers = begin("numbers", PREP.holds(PreparedFixture.regression(store, 200)), 2);
        var scores = begin("scores", PREP.holds(PreparedFixture.unlabelled(store, 200)), 2);

        var byAccuracy = ranked(classes, "accuracy", Comparator.reverseOrder());
        var byError = ranked(numbers, "rmse", Comparator.naturalOrder());
        var byScore = ranked(scores, "mean", Comparator.naturalOrder());

        assertThat(names(byAccuracy)).contains("linear", "gradient-boosting", "mlp");
        assertTracked(byAccuracy);
        assertThat(byError.verdict()).startsWith("A baseline wins: linear has a validation rmse");
        assertThat(names(byScore)).containsExactlyInAnyOrder("autoencoder", "autoencoder, trial 2");
        assertThat(byScore.verdict()).endsWith("there is no baseline to compare it with.");
        assertThat(byScore.leaderboard())
                .allSatisfy(entry ->
                        assertThat(entry.params().keySet())
                                .noneMatch(path -> path.startsWith("layers")));
    }

    private static List<String> names(AutoMl found) {
        return found.leaderboard().stream().map(Entry::name).toList();
    }

    /** Best first; what was registered has the very figures of its trial, and of the baselines. */
    private AutoMl ranked(UUID id, String metric, Comparator<Double> bestFirst) {
        var job = ended(id);
        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.result()).containsEntry("cutOff", false);
        var found = automls.automl(id);
        assertThat(found.metric()).isEqualTo(metric);
        assertThat(found.usedSeconds()).isPositive();
        assertThat(measured(id)).extracting(Entry::validation).isSortedAccordingTo(bestFirst);
        assertThat(measured(id)).extracting(Entry::test).doesNotContainNull();
        assertRegistered(found);
        return found;
    }

    /** Every candidate is a run below the job's, those that were skipped and pruned too. */
    private void assertTracked(AutoMl found) {
        var leaderboard = found.leaderboard();
        var runs = below(found.id());
        assertThat(runs).hasSameSizeAs(leaderboard);
        assertThat(runs)
                .extracting(TrackedRun::name)
                .contains("baseline-linear", "baseline-gradient-boosting", "trial-1");
        for (var part : List.of("validation", "test")) {
            assertThat(runs.stream().filter(run -> run.status() == RunStatus.FINISHED))
                    .extracting(run -> run.metrics().get(part + "." + found.metric()).value())
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

    private void assertRegistered(AutoMl found) {
        var model = found.request().model();
        var best = of(Kind.NETWORK, found).findFirst().orElseThrow();
        assertThat(best.modelVersion()).isEqualTo(model + "@1").isEqualTo(found.modelVersion());
        var metrics = training.version(model, "1").metrics();
        assertThat(metrics.get("validation").values().get(found.metric()))
                .isCloseTo(best.validation(), withinPercentage(1e-4));
        assertThat(metrics.get("test").values().get(found.metric()))
                .isCloseTo(best.test(), withinPercentage(1e-4));
        assertThat(training.evaluation(model, "1").baselines())
                .extracting(Baseline::seconds)
                .containsExactlyInAnyOrderElementsOf(
                        of(Kind.BASELINE, found).map(Entry::seconds).toList());
    }

    private static Stream<Entry> of(Kind kind, AutoMl found) {
        return found.leaderboard().stream().filter(entry -> entry.kind() == kind);
    }

    @Test
    void refusesAMetricThatTheTargetDoesNotHave() throws IOException {
        var data = PREP.holds(PreparedFixture.regression(store, 40));
        var request = new AutoMlRequest("found", data.id(), 5, null, "auc", null);

        assertThatThrownBy(() -> automls.automl(null, null, request))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("metric is \"auc\"");
    }

    @Test
    void aJobThatIsTakenOverRepeatsNothingThatWasMeasured() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 400));
        var id = begin("taken-over", data, 3);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> measured(id).size() >= 4);

        handOver();
        var before = measured(id);
        var found = ranked(id, "auc", Comparator.reverseOrder());

        assertThat(jobs.find(id).attempt()).isEqualTo(2);
        assertThat(measured(id)).containsAll(before);
        assertThat(names(found)).contains("constant", "linear", "gradient-boosting", "mlp");
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
                        tracking.history(run.id(), "loss", 1000, null).points().size() == 150);
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
                        .epochs(150)
                        .batchSize(4)
                        .earlyStopping(EarlyStopping.after(150))
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

    /** The trials end it, not the time: on a busy machine too. */
    private UUID begin(String model, PreparedData data, int trials) {
        var request = new AutoMlRequest(model, data.id(), 900, trials, null, 7L);
        return Objects.requireNonNull(automls.automl(null, null, request).getBody()).id();
    }

    private Job ended(UUID id) {
        await().atMost(PATIENCE).until(() -> jobs.find(id).state().isTerminal());
        return jobs.find(id);
    }
}
