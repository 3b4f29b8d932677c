package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Scope.MapItem;
import dev.millrace.orchestrator.machine.RunMachine;
import dev.millrace.orchestrator.machine.StepStatus;
import dev.millrace.orchestrator.pipeline.Pipelines;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs as their owners hold them, made of their rows. */
@Component
class HeldRuns {

    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RunRows rows;
    private final Pipelines pipelines;

    HeldRuns(JdbcClient jdbc, JsonMapper json, RunRows rows, Pipelines pipelines) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
        this.pipelines = pipelines;
    }

    HeldRun read(UUID id) {
        var run = rows.row(id);
        var machine =
                RunMachine.restored(
                        pipelines.definition(run.pipeline(), run.version()),
                        run.parameters(),
                        facts(
                                id,
                                run.pipeline(),
                                run.version(),
                                run.startedBy(),
                                Objects.requireNonNullElse(run.startedAt(), run.createdAt())),
                        new RunMachine.Saved(
                                run.state(), run.message(), run.startedAt(), run.late()),
                        saved(id));
        return new HeldRun(
                id, run.generation(), run.startedBy(), run.parent(), run.reuse(), machine, null);
    }

    /** What definitions may refer to as {@code run.…}. */
    static Map<String, Object> facts(
            UUID id, String pipeline, int version, String startedBy, Instant startedAt) {
        return Map.of(
                "id",
                id.toString(),
                "pipeline",
                pipeline,
                "version",
                version,
                "startedBy",
                startedBy,
                "startedAt",
                startedAt.toString(),
                "state",
                RunState.RUNNING.name());
    }

    private List<StepStatus.Saved> saved(UUID run) {
        return jdbc.sql(
                        "select * from step where run = :run order by position, parent nulls first, place")
                .param("run", run)
                .query((row, at) -> saved(row))
                .list();
    }

    private StepStatus.Saved saved(ResultSet row) throws SQLException {
        var outputs = row.getString("outputs");
        var failure = row.getString("failure");
        return new StepStatus.Saved(
                row.getString("name"),
                StepState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getInt("attempt_base"),
                row.getBoolean("caught"),
                row.getString("message"),
                row.getDouble("progress"),
                outputs == null ? null : json.readValue(outputs, FACTS),
                failure == null ? null : json.readValue(failure, Failure.class),
                RunRows.instant(row, "wake_at"),
                RunRows.instant(row, "started_at"),
                RunRows.instant(row, "ended_at"),
                row.getBoolean("begun"),
                row.getBoolean("late"),
                row.getBoolean("stopping"),
                row.getString("parent"),
                item(row),
                rows.reusedFrom(row));
    }

    private @Nullable MapItem item(ResultSet row) throws SQLException {
        var item = row.getString("item");
        return row.getString("parent") == null || row.getInt("place") < 0
                ? null
                : new MapItem(
                        item == null ? null : json.readValue(item, Object.class),
                        row.getInt("place"));
    }
}
