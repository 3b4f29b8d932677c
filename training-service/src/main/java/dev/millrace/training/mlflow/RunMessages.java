package dev.millrace.training.mlflow;

import dev.millrace.contracts.training.TrackedRun;
import dev.millrace.training.mlflow.Entries.Entry;
import dev.millrace.training.mlflow.Entries.Metric;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is said about runs. Old clients say {@code run_uuid} for {@code run_id}. */
final class RunMessages {

    private RunMessages() {}

    record Create(
            @Nullable String experimentId,
            @Nullable String userId,
            @Nullable String runName,
            @Nullable Long startTime,
            @Nullable List<Entry> tags)
            implements MlflowMessage {}

    record ById(@Nullable String runId, @Nullable String runUuid) implements MlflowMessage {}

    record Update(
            @Nullable String runId,
            @Nullable String runUuid,
            @Nullable String status,
            @Nullable Long endTime,
            @Nullable String runName)
            implements MlflowMessage {}

    record LogMetric(
            @Nullable String runId,
            @Nullable String runUuid,
            @Nullable String key,
            @Nullable Double value,
            @Nullable Long timestamp,
            @Nullable Long step)
            implements MlflowMessage {}

    /** A param or a tag of a run. */
    record LogEntry(
            @Nullable String runId,
            @Nullable String runUuid,
            @Nullable String key,
            @Nullable String value)
            implements MlflowMessage {}

    record LogBatch(
            @Nullable String runId,
            @Nullable List<Metric> metrics,
            @Nullable List<Entry> params,
            @Nullable List<Entry> tags)
            implements MlflowMessage {}

    record LogInputs(@Nullable String runId, @Nullable JsonNode datasets)
            implements MlflowMessage {}

    record Search(
            @Nullable List<String> experimentIds,
            @Nullable String filter,
            @Nullable String runViewType,
            @Nullable Integer maxResults,
            @Nullable List<String> orderBy,
            @Nullable String pageToken)
            implements MlflowMessage {}

    record History(
            @Nullable String runId,
            @Nullable String runUuid,
            @Nullable String metricKey,
            @Nullable String pageToken,
            @Nullable Integer maxResults)
            implements MlflowMessage {}

    record Points(List<Metric> metrics, @Nullable String nextPageToken) implements MlflowMessage {}

    record Found(List<Run> runs, @Nullable String nextPageToken) implements MlflowMessage {}

    record Shown(Run run) implements MlflowMessage {}

    record Updated(RunInfo runInfo) implements MlflowMessage {}

    record Run(RunInfo info, RunData data, @Nullable Inputs inputs) implements MlflowMessage {

        static Run of(TrackedRun run) {
            return new Run(RunInfo.of(run), RunData.of(run), null);
        }
    }

    /** Datasets as they were logged. */
    record Inputs(JsonNode datasetInputs) implements MlflowMessage {}

    record RunInfo(
            String runId,
            String runUuid,
            String runName,
            String experimentId,
            String userId,
            String status,
            long startTime,
            @Nullable Long endTime,
            String artifactUri,
            String lifecycleStage)
            implements MlflowMessage {

        static RunInfo of(TrackedRun run) {
            return new RunInfo(
                    run.id(),
                    run.id(),
                    run.name(),
                    run.experiment(),
                    run.user(),
                    run.status().name(),
                    run.startedAt().toEpochMilli(),
                    millis(run.endedAt()),
                    run.artifacts(),
                    Stages.of(run.deleted()));
        }

        private static @Nullable Long millis(@Nullable Instant at) {
            return at == null ? null : at.toEpochMilli();
        }
    }

    record RunData(List<Metric> metrics, List<Entry> params, List<Entry> tags)
            implements MlflowMessage {

        static RunData of(TrackedRun run) {
            return new RunData(
                    run.metrics().entrySet().stream()
                            .map(latest ->
                                    new Metric(
                                            latest.getKey(),
                                            latest.getValue().value(),
                                            latest.getValue().at().toEpochMilli(),
                                            latest.getValue().step()))
                            .toList(),
                    Entries.list(run.params()),
                    Entries.list(run.tags()));
        }
    }
}
