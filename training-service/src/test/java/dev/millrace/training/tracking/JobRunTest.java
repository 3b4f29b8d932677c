package dev.millrace.training.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.contracts.training.MetricPoint;
import dev.millrace.contracts.training.RunCost;
import dev.millrace.contracts.training.RunSearch.View;
import dev.millrace.contracts.training.RunStatus;
import dev.millrace.contracts.training.TrackedRun;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobInterrupted;
import dev.millrace.training.TrackingTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Attempts of one job, one after the other and side by side. */
@TrackingTest
class JobRunTest {

    private static final JobRunStart START =
            new JobRunStart("attempts", "first", Map.of(), Map.of("team", "risk"), Map.of());

    @Autowired JobRuns jobRuns;
    @Autowired Runs runs;
    private final UUID job = UUID.randomUUID();

    @Test
    void aLaterAttemptGoesOnWhereItsCheckpointWasAndAnEarlierOneIsNotHeardAnyMore() {
        var first = jobRuns.begin(new Attempt(job, 1), START);
        epochs(first, 1, 5, 0.5);
        first.close();

        var second = jobRuns.begin(new Attempt(job, 2), START);
        second.train(10, Map.of("epochs", "10"));
        epochs(second, 4, 6, 0.25);
        second.close();
        epochs(first, 6, 9, 99);
        first.close();

        var points = runs.history(job.toString(), "loss", 100, null).points();
        assertThat(points).extracting(MetricPoint::step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(points)
                .extracting(MetricPoint::value)
                .containsExactly(0.5, 0.5, 0.5, 0.25, 0.25, 0.25);
        var run = runs.find(job.toString());
        assertThat(run.metrics().get("loss").step()).isEqualTo(6);
        assertThat(run.cost().epochs()).isEqualTo(6);
        assertThat(run.cost().epochsSaved()).isEqualTo(4);
        assertThat(run.tags()).containsEntry("millrace.attempt", "2");
        assertThatThrownBy(() -> jobRuns.begin(new Attempt(job, 1), START))
                .hasMessageContaining("later attempt");
    }

    @Test
    void aFinishedRunHasItsResultAndItsEnd() {
        var run = jobRuns.begin(new Attempt(job, 1), START);
        epochs(run, 1, 3, 0.5);
        run.finish(2, Map.of("test.auc", 0.9), Map.of("a", "b"), Map.of("device", "cpu"));

        var found = runs.find(job.toString());
        assertThat(found.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(found.endedAt()).isNotNull();
        assertThat(found.metrics().get("test.auc").step()).isEqualTo(2);
        assertThat(found.environment()).containsEntry("device", "cpu");
        assertThatThrownBy(() -> runs.update(job.toString(), RunStatus.FAILED, null, null))
                .hasMessageContaining("cancel the job");
    }

    @Test
    void aRunBelowAnotherIsRepeatedByALaterAttemptAndThereOnce() {
        var first = jobRuns.begin(new Attempt(job, 1), START);
        first.child(child("fold-1", RunStatus.RUNNING));
        first.child(child("fold-1", RunStatus.FINISHED, 0.5, 0.4));
        first.child(child("fold-2", RunStatus.RUNNING));

        var second = jobRuns.begin(new Attempt(job, 2), START);
        second.child(child("fold-1", RunStatus.RUNNING));
        second.child(child("fold-1", RunStatus.FINISHED, 0.5, 0.4));
        second.child(child("fold-2", RunStatus.FAILED, 0.7));

        assertThatThrownBy(() -> first.child(child("fold-2", RunStatus.FINISHED, 9)))
                .isInstanceOf(JobInterrupted.class);
        var children = below(job);
        assertThat(children)
                .extracting(TrackedRun::name, TrackedRun::status, TrackedRun::failure)
                .containsExactly(
                        tuple("fold-1", RunStatus.FINISHED, null),
                        tuple("fold-2", RunStatus.FAILED, "because"));
        assertThat(runs.history(children.getFirst().id(), "loss", 100, null).points())
                .extracting(MetricPoint::step, MetricPoint::value)
                .containsExactly(tuple(1L, 0.5), tuple(2L, 0.4));
        assertThat(children).allMatch(run -> run.endedAt() != null && run.cost().epochs() == 2);
        assertThat(children.getFirst().params()).containsEntry("layers.0.units", "4");
        assertThat(children.getFirst().tags())
                .containsEntry("team", "risk")
                .containsEntry("millrace.attempt", "2");
        assertThatThrownBy(
                        () -> runs.update(children.getFirst().id(), RunStatus.KILLED, null, null))
                .hasMessageContaining("cancel the job");
    }

    private List<TrackedRun> below(UUID parent) {
        var filter = "tags.mlflow.parentRunId = '%s'".formatted(RunIds.text(parent));
        return runs.search(new RunQuery(null, filter, List.of("run_name"), View.ACTIVE, 9, 0))
                .items();
    }

    private static ChildRun child(String name, RunStatus status, double... losses) {
        var points =
                IntStream.range(0, losses.length)
                        .mapToObj(at -> new Point("loss", at + 1, 1000L * at, losses[at]))
                        .toList();
        Map<String, String> tags =
                status == RunStatus.FAILED ? Map.of(ChildRun.REASON_TAG, "because") : Map.of();
        var state = new ChildRun.State(status, tags, new RunCost(1, 1, 2, 0, 0));
        return new ChildRun(name, state, Map.of("layers.0.units", "4"), points);
    }

    private static void epochs(JobRun run, int from, int to, double loss) {
        for (int epoch = from; epoch <= to; epoch++) {
            run.epoch(epoch, 0.1, Map.of("loss", loss));
        }
    }

    /** What a handler knows of its attempt. */
    private record Attempt(UUID id, int attempt) implements JobContext {

        @Override
        public String principal() {
            return "ada";
        }

        @Override
        public String outputPrefix() {
            return "training/training/%s/%d/".formatted(id, attempt);
        }

        @Override
        public void progress(double share, String sentence) {}

        @Override
        public void event(String type, Map<String, Object> data) {}

        @Override
        public void checkStillOurs() {}

        @Override
        public void onInterrupt(Runnable action) {}
    }
}
