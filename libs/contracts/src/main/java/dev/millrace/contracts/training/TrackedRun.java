package dev.millrace.contracts.training;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was tried, under which conditions, and what came of it.
 *
 * @param id 32 hexadecimal digits; that of a job's run is the id of the job
 * @param experiment id of the experiment
 * @param user who runs it
 * @param params text by name; never changes once written
 * @param metrics the latest point of each metric
 * @param artifacts where its artifacts are, as a URI
 * @param lineage of a training job: prepared data, dataset versions, pipeline run, step, job
 * @param environment of a training job: versions of libraries and natives, device, seed
 * @param cost null where nobody measured
 * @param job that writes it, if one does
 * @param failure why it failed, or its job did; null if neither is known
 */
public record TrackedRun(
        String id,
        String experiment,
        String name,
        String user,
        RunStatus status,
        boolean deleted,
        Instant startedAt,
        @Nullable Instant endedAt,
        Map<String, String> params,
        Map<String, String> tags,
        Map<String, MetricPoint> metrics,
        String artifacts,
        Map<String, Object> lineage,
        Map<String, String> environment,
        @Nullable RunCost cost,
        @Nullable UUID job,
        @Nullable String failure) {}
