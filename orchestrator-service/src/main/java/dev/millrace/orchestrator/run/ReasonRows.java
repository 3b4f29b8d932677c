package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.contracts.orchestrator.Why.SlotHolder;
import dev.millrace.orchestrator.definition.StepDefinition;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.pipeline.Pipelines;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is to be known of a run to say why it waits. */
@Component
class ReasonRows {

    /** A run with its steps, each after those that it needs. */
    record RunRow(UUID id, RunState state, boolean isOwned, List<StepRow> steps) {}

    /**
     * A step, as far as it matters for what it waits for.
     *
     * @param asked whom its present attempt asks; nobody in particular where it is empty
     */
    record StepRow(
            String name,
            StepType type,
            StepState state,
            List<String> needs,
            String message,
            Instant since,
            @Nullable Instant wakeAt,
            @Nullable String pool,
            @Nullable String parent,
            String asked) {}

    private final JdbcClient jdbc;
    private final Pipelines pipelines;

    ReasonRows(JdbcClient jdbc, Pipelines pipelines) {
        this.jdbc = jdbc;
        this.pipelines = pipelines;
    }

    RunRow run(UUID id) {
        record Row(String pipeline, int version, RunState state, boolean owned) {}
        var run =
                jdbc.sql(
                                """
                                select pipeline, version, state, owner is not null as owned
                                  from run where id = :id
                                """)
                        .param("id", id)
                        .query((row, at) ->
                                new Row(
                                        row.getString("pipeline"),
                                        row.getInt("version"),
                                        RunState.valueOf(row.getString("state")),
                                        row.getBoolean("owned")))
                        .optional()
                        .orElseThrow(() ->
                                new PlatformException(
                                        FailureCode.RUN_NOT_FOUND, "there is no run " + id));
        var needs =
                pipelines.definition(run.pipeline(), run.version()).steps().stream()
                        .collect(Collectors.toMap(StepDefinition::name, StepDefinition::needs));
        return new RunRow(
                id, run.state(), run.owned() || run.state().isTerminal(), steps(id, needs));
    }

    private List<StepRow> steps(UUID run, Map<String, List<String>> needs) {
        return jdbc.sql(
                        """
                        select s.name, s.type, s.state, s.message, s.since, s.wake_at, s.pool, s.parent,
                               (select string_agg(who, ' or ') from json_array_elements_text(a.request -> 'by') who) as asked
                          from step s
                          left join attempt a on s.type = 'approve' and a.run = s.run and a.step = s.name
                                                 and a.number = s.attempt
                         where s.run = :run order by s.position, s.parent nulls first, s.place
                        """)
                .param("run", run)
                .query((row, at) -> step(row, needs))
                .list();
    }

    private static StepRow step(ResultSet row, Map<String, List<String>> needs)
            throws SQLException {
        var type = row.getString("type");
        return new StepRow(
                row.getString("name"),
                Arrays.stream(StepType.values())
                        .filter(each -> each.toString().equals(type))
                        .findFirst()
                        .orElseThrow(),
                StepState.valueOf(row.getString("state")),
                needs.getOrDefault(row.getString("name"), List.of()),
                row.getString("message"),
                Objects.requireNonNull(RunRows.instant(row, "since")),
                RunRows.instant(row, "wake_at"),
                row.getString("pool"),
                row.getString("parent"),
                Objects.requireNonNullElse(row.getString("asked"), ""));
    }

    /** How many the pool has; null if there is no such pool. */
    @Nullable Integer slots(String pool) {
        return jdbc.sql("select slots from pool where name = :pool")
                .param("pool", pool)
                .query(Integer.class)
                .optional()
                .orElse(null);
    }

    /** The places of the run's steps among those that wait for the pool, from 1. */
    Map<String, Integer> positions(String pool, UUID run) {
        var positions = new HashMap<String, Integer>();
        jdbc.sql(SlotSql.POSITIONS)
                .param("pool", pool)
                .param("run", run)
                .query((row, at) -> positions.put(row.getString("name"), row.getInt("position")))
                .list();
        return positions;
    }

    List<SlotHolder> holders(String pool) {
        return jdbc.sql(SlotSql.HOLDERS)
                .param("pool", pool)
                .query((row, at) ->
                        new SlotHolder(
                                row.getObject("run", UUID.class),
                                row.getString("pipeline"),
                                row.getString("step"),
                                Objects.requireNonNull(RunRows.instant(row, "since")),
                                RunRows.instant(row, "until")))
                .list();
    }
}
