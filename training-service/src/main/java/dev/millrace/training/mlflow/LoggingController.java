package dev.millrace.training.mlflow;

import dev.millrace.training.mlflow.Entries.Metric;
import dev.millrace.training.mlflow.MlflowMessage.Empty;
import dev.millrace.training.mlflow.RunMessages.History;
import dev.millrace.training.mlflow.RunMessages.LogBatch;
import dev.millrace.training.mlflow.RunMessages.LogEntry;
import dev.millrace.training.mlflow.RunMessages.LogInputs;
import dev.millrace.training.mlflow.RunMessages.LogMetric;
import dev.millrace.training.mlflow.RunMessages.Points;
import dev.millrace.training.tracking.Limits;
import dev.millrace.training.tracking.Runs;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a run says while it runs, and the reading of it. */
@Hidden
@RestController
@RequestMapping("/api/2.0/mlflow")
class LoggingController {

    private static final int MOST_POINTS = 25_000;
    private static final int MOST_DATASETS = 1000;

    private final Runs runs;

    LoggingController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/runs/log-metric")
    Empty logMetric(LogMetric request) {
        var metric =
                new Metric(request.key(), request.value(), request.timestamp(), request.step());
        runs.log(
                RunsController.id(request.runId(), request.runUuid()),
                List.of(metric.point()),
                Map.of(),
                Map.of());
        return new Empty();
    }

    @PostMapping("/runs/log-parameter")
    Empty logParam(LogEntry request) {
        runs.log(
                RunsController.id(request.runId(), request.runUuid()),
                List.of(),
                entry(request),
                Map.of());
        return new Empty();
    }

    @PostMapping("/runs/set-tag")
    Empty setTag(LogEntry request) {
        runs.log(
                RunsController.id(request.runId(), request.runUuid()),
                List.of(),
                Map.of(),
                entry(request));
        return new Empty();
    }

    @PostMapping("/runs/delete-tag")
    Empty deleteTag(LogEntry request) {
        runs.removeTag(
                RunsController.id(request.runId(), request.runUuid()),
                Entries.required("key", request.key()));
        return new Empty();
    }

    @PostMapping("/runs/log-batch")
    Empty logBatch(LogBatch request) {
        var metrics = request.metrics() == null ? List.<Metric>of() : request.metrics();
        runs.log(
                Entries.required("run_id", request.runId()),
                metrics.stream().map(Metric::point).toList(),
                Entries.map(request.params()),
                Entries.map(request.tags()));
        return new Empty();
    }

    @PostMapping("/runs/log-inputs")
    Empty logInputs(LogInputs request) {
        var datasets = Entries.required("datasets", request.datasets());
        if (!datasets.isArray() || datasets.size() > MOST_DATASETS) {
            throw Limits.invalid("datasets must be a list of at most %d.".formatted(MOST_DATASETS));
        }
        runs.addInputs(Entries.required("run_id", request.runId()), datasets.toString());
        return new Empty();
    }

    @GetMapping("/metrics/get-history")
    Points history(History request) {
        var key = Entries.required("metric_key", request.metricKey());
        var history =
                runs.history(
                        RunsController.id(request.runId(), request.runUuid()),
                        key,
                        Entries.limit(request.maxResults(), MOST_POINTS, MOST_POINTS),
                        request.pageToken());
        var points =
                history.points().stream()
                        .map(point ->
                                new Metric(
                                        key,
                                        point.value(),
                                        point.at().toEpochMilli(),
                                        point.step()))
                        .toList();
        return new Points(points, history.nextPage());
    }

    private static Map<String, String> entry(LogEntry request) {
        return Map.of(
                Entries.required("key", request.key()),
                request.value() == null ? "" : request.value());
    }
}
