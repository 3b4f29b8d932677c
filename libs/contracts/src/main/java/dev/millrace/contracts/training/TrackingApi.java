package dev.millrace.contracts.training;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * Experiments and runs as the platform shows them. Clients write runs through MLflow's API, below
 * {@code /api/2.0/mlflow}; training jobs write theirs themselves.
 */
@Tag(name = "Tracking", description = "Experiments, runs, metrics, artifacts")
@HttpExchange("/v1/tracking")
public interface TrackingApi {

    @Operation(summary = "List experiments", description = "The latest changed first.")
    @GetExchange("/experiments")
    List<Experiment> experiments(
            @RequestParam(name = "view", defaultValue = "ACTIVE") RunSearch.View view);

    @Operation(summary = "Show an experiment", description = "By id or by name.")
    @GetExchange("/experiments/{experiment}")
    Experiment experiment(@PathVariable("experiment") String experiment);

    @Operation(
            summary = "Delete an experiment",
            description = "Hides it and its runs; it can be restored.")
    @DeleteExchange("/experiments/{experiment}")
    void deleteExperiment(@PathVariable("experiment") String experiment);

    @Operation(summary = "Restore an experiment", description = "Idempotent.")
    @PostExchange("/experiments/{experiment}/restore")
    Experiment restoreExperiment(@PathVariable("experiment") String experiment);

    @Operation(
            summary = "Search runs",
            description =
                    """
                    Conditions on `metrics.…`, `params.…`, `tags.…` and attributes (`run_id`, `run_name`, `status`, `user_id`,
                    `start_time`, `end_time`, `artifact_uri`), joined by `and`: `metrics.rmse < 1 and params.model = 'tree'`.\
                    """)
    @PostExchange("/runs/search")
    RunPage search(@Valid @RequestBody RunSearch search);

    @Operation(summary = "Show a run", description = "With the latest value of each metric.")
    @GetExchange("/runs/{run}")
    TrackedRun run(@PathVariable("run") String run);

    @Operation(
            summary = "Read a metric's history",
            description = "At most `limit` points (1 to 25,000), in the order of their steps.")
    @GetExchange("/runs/{run}/history")
    MetricHistory history(
            @PathVariable("run") String run,
            @RequestParam("metric") String metric,
            @RequestParam(name = "limit", defaultValue = "1000") int limit,
            @RequestParam(name = "page", required = false) @Nullable String page);

    @Operation(
            summary = "Compare runs",
            description = "2 to 50 runs: the params that differ, and all metrics.")
    @GetExchange("/comparison")
    RunComparison compare(@RequestParam("run") List<String> runs);

    @Operation(summary = "Delete a run", description = "Hides it; it can be restored.")
    @DeleteExchange("/runs/{run}")
    void delete(@PathVariable("run") String run);

    @Operation(summary = "Restore a run", description = "Idempotent.")
    @PostExchange("/runs/{run}/restore")
    TrackedRun restore(@PathVariable("run") String run);

    @Operation(
            summary = "List artifacts",
            description =
                    "Files and folders directly below `path`, which is empty for the run's own folder.")
    @GetExchange("/runs/{run}/artifacts")
    List<Artifact> artifacts(
            @PathVariable("run") String run,
            @RequestParam(name = "path", defaultValue = "") String path);
}
