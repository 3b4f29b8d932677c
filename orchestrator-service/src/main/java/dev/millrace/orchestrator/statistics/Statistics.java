package dev.millrace.orchestrator.statistics;

import dev.millrace.contracts.orchestrator.PipelineStatistics;
import dev.millrace.contracts.orchestrator.PipelineStatistics.LastRun;
import dev.millrace.contracts.orchestrator.PipelineStatistics.Percentiles;
import dev.millrace.contracts.orchestrator.PipelineStatistics.StepStatistics;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts and times of a pipeline's newest runs. */
@Component
class Statistics {

    static final int MOST_RUNS = 2_000;
    static final int MOST_STEPS = 200_000;
    private static final int LAST = 10;

    private final JdbcClient jdbc;

    Statistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Rows of one thing that stood in one state. */
    private record Group<S>(S state, long count, long attempts, @Nullable Percentiles seconds) {}

    private record StepGroup(
            String part, String type, Group<StepState> group, @Nullable Percentiles waited) {}

    PipelineStatistics of(String pipeline, int days) {
        var runs = sql(StatisticsSql.RUNS, pipeline, days).query((row, at) -> runs(row)).list();
        long count = runs.stream().mapToLong(Group::count).sum();
        return new PipelineStatistics(
                pipeline,
                days,
                count,
                count < MOST_RUNS,
                counts(runs, new EnumMap<>(RunState.class)),
                rate(runs, RunState.SUCCEEDED, RunState::isTerminal),
                seconds(runs, RunState.SUCCEEDED),
                steps(pipeline, days),
                last(pipeline, days));
    }

    private JdbcClient.StatementSpec sql(String statement, String pipeline, int days) {
        return jdbc.sql(statement)
                .param("pipeline", pipeline)
                .param("days", days)
                .param("runs", MOST_RUNS);
    }

    private List<LastRun> last(String pipeline, int days) {
        return sql(StatisticsSql.LAST, pipeline, days)
                .param("last", LAST)
                .query((row, at) ->
                        new LastRun(
                                row.getObject("id", UUID.class),
                                RunState.valueOf(row.getString("state")),
                                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                                row.getObject("seconds") == null ? null : row.getDouble("seconds")))
                .list();
    }

    private List<StepStatistics> steps(String pipeline, int days) {
        var groups =
                sql(StatisticsSql.STEPS, pipeline, days)
                        .param("steps", MOST_STEPS)
                        .query((row, at) -> step(row))
                        .list();
        var parts = new LinkedHashMap<String, List<StepGroup>>();
        groups.forEach(
                group -> parts.computeIfAbsent(group.part(), part -> new ArrayList<>()).add(group));
        return parts.values().stream().map(Statistics::step).toList();
    }

    private static StepStatistics step(List<StepGroup> part) {
        var groups = part.stream().map(StepGroup::group).toList();
        long attempts = groups.stream().mapToLong(Group::attempts).sum();
        long successes = count(groups, StepState.SUCCEEDED::equals);
        return new StepStatistics(
                part.getFirst().part(),
                part.getFirst().type(),
                counts(groups, new EnumMap<>(StepState.class)),
                rate(
                        groups,
                        StepState.SUCCEEDED,
                        // Skipped steps say nothing about how the others do.
                        state -> state.isTerminal() && state != StepState.SKIPPED),
                successes == 0 ? null : (double) attempts / successes,
                seconds(groups, StepState.SUCCEEDED),
                part.getFirst().waited());
    }

    private static <S extends Enum<S>> Map<S, Long> counts(List<Group<S>> groups, Map<S, Long> to) {
        groups.forEach(group -> to.put(group.state(), group.count()));
        return to;
    }

    private static <S> long count(List<Group<S>> groups, Predicate<S> which) {
        return groups.stream()
                .filter(group -> which.test(group.state()))
                .mapToLong(Group::count)
                .sum();
    }

    private static <S> @Nullable Double rate(List<Group<S>> groups, S good, Predicate<S> all) {
        long of = count(groups, all);
        return of == 0 ? null : (double) count(groups, good::equals) / of;
    }

    private static <S> @Nullable Percentiles seconds(List<Group<S>> groups, S state) {
        return groups.stream()
                .filter(group -> state.equals(group.state()))
                .findFirst()
                .map(Group::seconds)
                .orElse(null);
    }

    private static Group<RunState> runs(ResultSet row) throws SQLException {
        return new Group<>(
                RunState.valueOf(row.getString("state")),
                row.getLong("count"),
                0,
                percentiles(row, "seconds"));
    }

    private static StepGroup step(ResultSet row) throws SQLException {
        return new StepGroup(
                row.getString("part"),
                row.getString("type"),
                new Group<>(
                        StepState.valueOf(row.getString("state")),
                        row.getLong("count"),
                        row.getLong("attempts"),
                        percentiles(row, "seconds")),
                percentiles(row, "waited"));
    }

    private static @Nullable Percentiles percentiles(ResultSet row, String column)
            throws SQLException {
        var array = row.getArray(column);
        if (array == null) {
            return null;
        }
        var values = (Double[]) array.getArray();
        return new Percentiles(values[0], values[1], values[2]);
    }
}
