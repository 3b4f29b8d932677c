package dev.millrace.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.OrchestratorApi;
import dev.millrace.contracts.orchestrator.PipelineStatistics.LastRun;
import dev.millrace.contracts.orchestrator.PipelineStatistics.Percentiles;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StatisticsApi;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.run.RunTests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class StatisticsTest extends RunTests {

    @Autowired OrchestratorApi pipelines;
    @Autowired StatisticsApi statistics;
    @Autowired JdbcClient rows;
    @Autowired TransactionTemplate transaction;

    private final String pipeline = "s" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void posted() {
        pipelines.post("pipeline: %s\nsteps: {a: {type: noop}}".formatted(pipeline));
    }

    /** Undone at the end: one of the runs goes on, and nobody is to take it over. */
    @Test
    void countsOutcomesAndMeasuresWhatSucceeded() {
        transaction.executeWithoutResult(status -> {
            countsAndMeasures();
            status.setRollbackOnly();
        });
    }

    private void countsAndMeasures() {
        var random = new Random(7);
        var seconds = new ArrayList<Double>();
        for (int i = 0; i < 40; i++) {
            double took = random.nextInt(1, 1000) / 10.0;
            var state = i % 8 == 7 ? RunState.FAILED : RunState.SUCCEEDED;
            var run = run(state, took, 40 - i);
            step(run, "train", state == RunState.FAILED ? "FAILED" : "SUCCEEDED", i % 2 + 1, took);
            if (state == RunState.FAILED) {
                step(run, "deploy", "SKIPPED", 0, 0);
            } else {
                seconds.add(took);
            }
        }
        run(RunState.RUNNING, 0, 0);
        run(RunState.SUCCEEDED, 5, 31 * 24 * 60);

        var found = statistics.statistics(pipeline, 30);

        assertThat(found.runs()).isEqualTo(41);
        assertThat(found.complete()).isTrue();
        assertThat(found.outcomes())
                .isEqualTo(
                        Map.of(RunState.SUCCEEDED, 35L, RunState.FAILED, 5L, RunState.RUNNING, 1L));
        assertThat(found.successRate()).isEqualTo(35.0 / 40);
        assertPercentiles(found.duration(), seconds);
        var train = found.steps().getFirst();
        assertThat(train.step()).isEqualTo("train");
        assertThat(train.outcomes())
                .isEqualTo(Map.of(StepState.SUCCEEDED, 35L, StepState.FAILED, 5L));
        assertThat(train.attemptsPerSuccess()).isEqualTo(60.0 / 35);
        assertPercentiles(train.duration(), seconds);
        assertThat(train.queue()).isNull();
        var deploy = found.steps().getLast();
        assertThat(deploy.successRate()).as("skipped is neither").isNull();
        assertThat(found.last())
                .hasSize(10)
                .first()
                .extracting(LastRun::state)
                .isEqualTo(RunState.RUNNING);
    }

    @Test
    void measuresHowLongStepsWaitedForTheirPools() {
        for (int i = 1; i <= 3; i++) {
            var run = run(RunState.SUCCEEDED, 10, i);
            step(run, "gpu", "SUCCEEDED", 1, 5);
            event(run, 1, "gpu", "step-queued", 0);
            event(run, 2, "gpu", "step-started", 2 * i);
            event(run, 3, "gpu", "step-started", 50); // a retry that did not wait
        }

        assertThat(statistics.statistics(pipeline, 1).steps().getFirst().queue())
                .isEqualTo(new Percentiles(4, 5.6, 5.96));
    }

    @Test
    void aPipelineThatNeverRanHasNone() {
        var found = statistics.statistics(pipeline, 30);

        assertThat(found.runs()).isZero();
        assertThat(found.successRate()).isNull();
        assertThat(found.steps()).isEmpty();
    }

    @Test
    void refusesAPipelineThatDoesNotExist() {
        assertThatThrownBy(() -> statistics.statistics("no-such", 30))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(FailureCode.PIPELINE_NOT_FOUND));
    }

    /** With a hundred thousand steps and events of others beside them, by indexes alone. */
    @Test
    void looksOnlyAtItsOwnRows() {
        transaction.executeWithoutResult(status -> {
            rows.sql(
                            """
                            insert into run (id, pipeline, version, state, parameters, request_hash, started_by,
                                             created_at, started_at, ended_at)
                            select gen_random_uuid(), case when i % 100 = 0 then :mine else :other end, 1,
                                   'SUCCEEDED', '{}', '', 'x', t, t, t + interval '1 second'
                              from generate_series(1, 20000) i,
                                   lateral (select database_now() - i * interval '1 minute' as t)
                            """)
                    .param("mine", pipeline)
                    .param("other", other())
                    .update();
            rows.sql(
                            """
                            insert into step (run, name, position, type, state, attempt, started_at, ended_at)
                            select id, 's' || n, n, 'noop', 'SUCCEEDED', 1, started_at, ended_at
                              from run, generate_series(1, 5) n where pipeline in (:mine, :other)
                            """)
                    .param("mine", pipeline)
                    .param("other", other())
                    .update();
            rows.sql(
                            """
                            insert into event (run, number, at, step, attempt, type, message, actor, data)
                            select run, position, started_at, name, 1, 'step-started', '', 'x', '{}' from step
                             where run in (select id from run where pipeline in (:mine, :other))
                            """)
                    .param("mine", pipeline)
                    .param("other", other())
                    .update();
            rows.sql("analyze event").update();
            rows.sql("analyze run").update();
            rows.sql("analyze step").update();

            for (var sql : List.of(StatisticsSql.RUNS, StatisticsSql.LAST, StatisticsSql.STEPS)) {
                var plan =
                        String.join(
                                "\n",
                                rows.sql("explain (analyze, buffers off) " + sql)
                                        .param("pipeline", pipeline)
                                        .param("days", 30)
                                        .param("runs", Statistics.MOST_RUNS)
                                        .param("steps", Statistics.MOST_STEPS)
                                        .param("last", 10)
                                        .query(String.class)
                                        .list());
                assertThat(plan)
                        .contains("run_newest_of_pipeline")
                        .doesNotContain("Seq Scan on run", "Seq Scan on step", "Seq Scan on event");
            }
            assertThat(statistics.statistics(pipeline, 30).steps()).hasSize(5);
            status.setRollbackOnly();
        });
    }

    private String other() {
        var name = pipeline + "x";
        pipelines.post("pipeline: %s\nsteps: {a: {type: noop}}".formatted(name));
        return name;
    }

    /** As PostgreSQL defines percentile_cont. */
    private static void assertPercentiles(Percentiles found, List<Double> values) {
        var sorted = values.stream().sorted().collect(Collectors.toList());
        assertThat(found.p50()).isCloseTo(percentile(sorted, 0.5), within(1e-6));
        assertThat(found.p90()).isCloseTo(percentile(sorted, 0.9), within(1e-6));
        assertThat(found.p99()).isCloseTo(percentile(sorted, 0.99), within(1e-6));
        assertThat(found.p99()).isLessThanOrEqualTo(Collections.max(sorted));
    }

    private static double percentile(List<Double> sorted, double share) {
        double place = share * (sorted.size() - 1);
        double below = sorted.get((int) Math.floor(place));
        double above = sorted.get((int) Math.ceil(place));
        return below + (above - below) * (place - Math.floor(place));
    }

    private UUID run(RunState state, double seconds, int minutesAgo) {
        var id = UUID.randomUUID();
        rows.sql(
                        """
                        insert into run (id, pipeline, version, state, parameters, request_hash, started_by,
                                         created_at, started_at, ended_at)
                        select :id, :pipeline, 1, :state, '{}', '', 'x', t, t,
                               case when :over then t + :seconds * interval '1 second' end
                          from (select database_now() - :ago * interval '1 minute' as t) x
                        """)
                .param("id", id)
                .param("pipeline", pipeline)
                .param("state", state.name())
                .param("seconds", seconds)
                .param("ago", minutesAgo)
                .param("over", state.isTerminal())
                .update();
        return id;
    }

    private void step(UUID run, String name, String state, int attempts, double seconds) {
        rows.sql(
                        """
                        insert into step (run, name, position, type, state, attempt, started_at, ended_at)
                        select :run, :name, case when :name = 'deploy' then 2 else 1 end, 'noop', :state,
                               :attempts, t, t + :seconds * interval '1 second'
                          from (select timestamptz '2026-01-01' as t) x
                        """)
                .param("run", run)
                .param("name", name)
                .param("state", state)
                .param("attempts", attempts)
                .param("seconds", seconds)
                .update();
    }

    private void event(UUID run, long number, String step, String type, int second) {
        rows.sql(
                        """
                        insert into event (run, number, at, step, attempt, type, message, actor, data)
                        values (:run, :number, timestamptz '2026-01-01' + :second * interval '1 second', :step, 1,
                                :type, '', 'x', '{}')
                        """)
                .param("run", run)
                .param("number", number)
                .param("second", second)
                .param("step", step)
                .param("type", type)
                .update();
    }
}
