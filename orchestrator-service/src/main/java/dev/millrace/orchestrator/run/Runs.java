package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.Step;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.StepDefinition;
import dev.millrace.orchestrator.pipeline.Pipelines;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All runs, as they are read. */
@Component
class Runs {

    private static final int MOST_LISTED = 1000;
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RunRows rows;
    private final Pipelines pipelines;

    Runs(JdbcClient jdbc, JsonMapper json, RunRows rows, Pipelines pipelines) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
        this.pipelines = pipelines;
    }

    Run find(UUID id) {
        var run = rows.row(id);
        var definition = definition(run.pipeline(), run.version());
        return run(run, steps(id, definition));
    }

    List<Run> newest(@Nullable String pipeline, int limit) {
        return jdbc.sql(
                        """
                        select * from run
                         where cast(:pipeline as text) is null or pipeline = :pipeline
                         order by created_at desc limit :limit
                        """)
                .param("pipeline", pipeline)
                .param("limit", Math.clamp(limit, 1, MOST_LISTED))
                .query((row, at) -> run(rows.row(row), List.of()))
                .list();
    }

    /** Those that steps of the run started, newest first. */
    List<Run> children(UUID parent, int limit) {
        return jdbc.sql(
                        """
                        select * from run where parent_run = :parent
                         order by created_at desc limit :limit
                        """)
                .param("parent", parent)
                .param("limit", Math.clamp(limit, 1, MOST_LISTED))
                .query((row, at) -> run(rows.row(row), List.of()))
                .list();
    }

    /** Refuses an id that is no run's. */
    void require(UUID id) {
        rows.row(id);
    }

    boolean hasEnded(UUID id) {
        return rows.row(id).endedAt() != null;
    }

    private Definition definition(String pipeline, int version) {
        return pipelines.definition(pipeline, version);
    }

    private static Run run(RunRows.Row run, List<Step> steps) {
        return new Run(
                run.id(),
                run.pipeline(),
                run.version(),
                run.state(),
                run.parameters(),
                run.message(),
                steps,
                run.startedBy(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt(),
                run.parent(),
                run.parentStep(),
                run.outputs(),
                null);
    }

    /** A step's job and the service that runs it; null while it has none. */
    record StepJob(String service, UUID job) {}

    @Nullable StepJob job(UUID run, String step) {
        var found = find(run).steps().stream().filter(each -> each.name().equals(step)).findFirst();
        if (found.isEmpty()) {
            throw new PlatformException(
                    FailureCode.STEP_NOT_FOUND, "run %s has no step '%s'".formatted(run, step));
        }
        var job = found.get().job();
        var service = found.get().service();
        return job == null || service == null ? null : new StepJob(service, job);
    }

    private List<Step> steps(UUID run, Definition definition) {
        var needs =
                definition.steps().stream()
                        .collect(Collectors.toMap(StepDefinition::name, StepDefinition::needs));
        return jdbc.sql(
                        "select * from step where run = :run order by position, parent nulls first, place")
                .param("run", run)
                .query((row, at) -> step(row, needs))
                .list();
    }

    private Step step(ResultSet row, Map<String, List<String>> needs) throws SQLException {
        var name = row.getString("name");
        var outputs = row.getString("outputs");
        var failure = row.getString("failure");
        return new Step(
                name,
                row.getString("type"),
                StepState.valueOf(row.getString("state")),
                needs.getOrDefault(name, List.of()),
                row.getInt("attempt"),
                row.getDouble("progress"),
                row.getString("message"),
                row.getObject("job", UUID.class),
                row.getString("service"),
                outputs == null ? null : json.readValue(outputs, FACTS),
                failure == null ? null : json.readValue(failure, Failure.class),
                RunRows.instant(row, "started_at"),
                RunRows.instant(row, "ended_at"),
                rows.reusedFrom(row));
    }
}
