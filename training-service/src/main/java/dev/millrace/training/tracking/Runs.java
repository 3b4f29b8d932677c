package dev.millrace.training.tracking;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.MetricHistory;
import dev.millrace.contracts.training.RunStatus;
import dev.millrace.contracts.training.TrackedRun;
import dev.millrace.kit.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What may happen to runs. */
@Service
public class Runs {

    /** The tag in which MLflow's clients look for a run's name. */
    public static final String NAME_TAG = "mlflow.runName";

    static final String ARTIFACTS = "training/runs/";

    private final RunRows rows;
    private final MetricPoints points;
    private final ObjectStore store;

    Runs(RunRows rows, MetricPoints points, ObjectStore store) {
        this.rows = rows;
        this.points = points;
        this.store = store;
    }

    public TrackedRun create(NewRun run) {
        Limits.requireName("a run", run.name());
        Limits.requireTags(run.tags());
        Experiments.requireActive(run.experiment());
        var location = run.experiment().artifactLocation();
        boolean ours = (location + "/").equals(store.uri(ARTIFACTS));
        rows.insert(
                run,
                ours ? artifacts(run.id()) : null,
                ours ? null : "%s/%s/artifacts".formatted(location, RunIds.text(run.id())));
        return find(RunIds.text(run.id()));
    }

    /** Key prefix of the artifacts that clients keep here with a run. */
    static String artifacts(UUID run) {
        return "%s%s/artifacts/".formatted(ARTIFACTS, RunIds.text(run));
    }

    public TrackedRun find(String id) {
        return rows.show(RunIds.parse(id)).orElseThrow(() -> RunIds.unknown(id));
    }

    public Page<TrackedRun> search(RunQuery query) {
        return Page.of(rows.search(query), query.offset(), query.limit());
    }

    /** What is null stays. The status of a job's run is that of the job. */
    @Transactional
    public TrackedRun update(
            String id, @Nullable RunStatus status, @Nullable Long endTime, @Nullable String name) {
        var run = lockActive(id);
        if (run.job() != null && (status != null || endTime != null)) {
            throw Limits.invalid(
                    "Run %s is written by job %s: it ends when the job does. To end it now, cancel the job."
                            .formatted(id, run.job()));
        }
        if (name != null && !name.isEmpty()) {
            Limits.requireName("a run", name);
            rows.update(run.id(), status, endTime, name);
            rows.add(run.id(), Map.of(), Map.of(NAME_TAG, name));
        } else {
            rows.update(run.id(), status, endTime, null);
        }
        return find(id);
    }

    /** Writes all of it or nothing. */
    @Transactional
    public void log(
            String id, List<Point> metrics, Map<String, String> params, Map<String, String> tags) {
        Limits.requireAtMost("metrics", metrics.size(), Limits.MOST_METRICS);
        Limits.requireAtMost(
                "metrics, params and tags",
                metrics.size() + params.size() + tags.size(),
                Limits.MOST_ENTRIES);
        metrics.stream()
                .map(Point::metric)
                .distinct()
                .forEach(metric -> Limits.requireKey("metric", metric));
        if (params.isEmpty() && tags.isEmpty()) {
            points.write(requireActive(id).id(), metrics);
            return;
        }
        Limits.requireParams(params);
        Limits.requireTags(tags);
        var run = lockActive(id);
        params.forEach((key, value) -> requireSame(run, key, value));
        rows.add(run.id(), params, tags);
        var name = tags.get(NAME_TAG);
        if (name != null) {
            Limits.requireName("a run", name);
            rows.update(run.id(), null, null, name);
        }
        points.write(run.id(), metrics);
    }

    public void removeTag(String id, String key) {
        if (!rows.removeTag(requireActive(id).id(), key)) {
            throw new PlatformException(
                    FailureCode.RUN_NOT_FOUND, "Run %s has no tag \"%s\".".formatted(id, key));
        }
    }

    /** Datasets as a client describes them: a JSON list. */
    public void addInputs(String id, String inputs) {
        rows.addInputs(requireActive(id).id(), inputs);
    }

    public String inputs(String id) {
        return rows.inputs(RunIds.parse(id));
    }

    public TrackedRun setDeleted(String id, boolean deleted) {
        rows.setDeleted(require(id).id(), deleted);
        return find(id);
    }

    /** At most {@code limit} points behind the place that the page token names. */
    public MetricHistory history(String id, String metric, int limit, @Nullable String page) {
        var found = points.history(require(id).id(), metric, HistoryPlace.parse(page), limit + 1);
        return found.size() <= limit
                ? new MetricHistory(found, null)
                : new MetricHistory(
                        found.subList(0, limit), HistoryPlace.token(found.get(limit - 1)));
    }

    RunRow require(String id) {
        return rows.find(RunIds.parse(id)).orElseThrow(() -> RunIds.unknown(id));
    }

    RunRow requireActive(String id) {
        return active(require(id));
    }

    private RunRow lockActive(String id) {
        return active(rows.lock(RunIds.parse(id)).orElseThrow(() -> RunIds.unknown(id)));
    }

    private static RunRow active(RunRow run) {
        if (run.deleted()) {
            throw Limits.invalid(
                    "Run %s is deleted; restore it before writing to it."
                            .formatted(RunIds.text(run.runId())));
        }
        return run;
    }

    private static void requireSame(RunRow run, String key, String value) {
        var before = run.params().get(key);
        if (before != null && !before.equals(value)) {
            throw Limits.invalid(
                    "Changing param values is not allowed: param \"%s\" of run %s has the value \"%s\", not \"%s\"."
                            .formatted(key, RunIds.text(run.runId()), before, value));
        }
    }
}
