package dev.millrace.training.card;

import dev.millrace.contracts.prep.ColumnStatistics;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.EvaluationReport;
import dev.millrace.contracts.training.MetricPoint;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.TrackedRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a card is written from. What an older version lacks, or what is away just now, is null.
 *
 * @param curves points by metric, of the run
 */
record Evidence(
        ModelVersion version,
        @Nullable PreparedData data,
        @Nullable List<ColumnStatistics> columns,
        @Nullable EvaluationReport evaluation,
        @Nullable TrackedRun run,
        Map<String, List<MetricPoint>> curves) {}
