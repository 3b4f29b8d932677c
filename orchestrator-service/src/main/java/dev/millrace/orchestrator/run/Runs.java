package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.ReusedResult;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.Step;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.Scope.MapItem;
import dev.millrace.orchestrator.definition.StepDefinition;
import dev.millrace.orchestrator.machine.RunMachine;
import dev.millrace.orchestrator.machine.StepStatus;
import dev.millrace.orchestrator.pipeline.Pipelines;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final TypeReference<Map<String, @Nullable Object>> VALUES =
            new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Pipelines pipelines;

    Runs(JdbcClient jdbc, JsonMapper json, Pipelines pipelines) {
        this.jdbc = jdbc;
        this.json = json;
        this.pipelines = pipelines;
    }

    Run find(UUID id) {
        var run = row(id);
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
                .query((row, at) -> run(row(row), List.of()))
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
                .query((row, at) -> run(row(row), List.of()))
                .list();
    }

    /** Refuses an id that is no run's. */
    void require(UUID id) {
        row(id);
    }

    boolean hasEnded(UUID id) {
        return row(id).endedAt() != null;
    }

    /** The run as its owner holds it. */
    HeldRun held(UUID id) {
        var run = row(id);
        var machine =
                RunMachine.restored(
                        definition(run.pipeline(), run.version()),
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
                instant(row, "wake_at"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getBoolean("begun"),
                row.getBoolean("late"),
                row.getBoolean("stopping"),
                row.getString("parent"),
                item(row),
                reusedFrom(row));
    }

    private @Nullable ReusedResult reusedFrom(ResultSet row) throws SQLException {
        var from = row.getString("reused_from");
        return from == null ? null : json.readValue(from, ReusedResult.class);
    }

    private @Nullable MapItem item(ResultSet row) throws SQLException {
        var item = row.getString("item");
        return row.getString("parent") == null || row.getInt("place") < 0
                ? null
                : new MapItem(
                        item == null ? null : json.readValue(item, Object.class),
                        row.getInt("place"));
    }

    private Definition definition(String pipeline, int version) {
        return pipelines.definition(pipeline, version);
    }

    private record Row(
            UUID id,
            String pipeline,
            int version,
            RunState state,
            Map<String, @Nullable Object> parameters,
            @Nullable String message,
            long generation,
            String startedBy,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            boolean late,
            @Nullable UUID parent,
            @Nullable String parentStep,
            boolean reuse,
            @Nullable Map<String, @Nullable Object> outputs) {}

    private Row row(UUID id) {
        return jdbc.sql("select * from run where id = :id")
                .param("id", id)
                .query((row, at) -> row(row))
                .optional()
                .orElseThrow(() ->
                        new PlatformException(FailureCode.RUN_NOT_FOUND, "there is no run " + id));
    }

    private Row row(ResultSet row) throws SQLException {
        var outputs = row.getString("outputs");
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("pipeline"),
                row.getInt("version"),
                RunState.valueOf(row.getString("state")),
                json.readValue(row.getString("parameters"), VALUES),
                row.getString("message"),
                row.getLong("generation"),
                row.getString("started_by"),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getBoolean("late"),
                row.getObject("parent_run", UUID.class),
                row.getString("parent_step"),
                row.getBoolean("reuse"),
                outputs == null ? null : json.readValue(outputs, VALUES));
    }

    private static Run run(Row run, List<Step> steps) {
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
                instant(row, "started_at"),
                instant(row, "ended_at"),
                reusedFrom(row));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
