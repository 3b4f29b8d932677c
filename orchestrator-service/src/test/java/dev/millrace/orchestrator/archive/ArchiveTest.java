package dev.millrace.orchestrator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.AttemptApi;
import dev.millrace.contracts.orchestrator.OrchestratorApi;
import dev.millrace.contracts.orchestrator.Rerun;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.StepAttempt;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.orchestrator.run.RunTests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Old runs are 80 days old: too young for the service's own archive, old enough for this test's.
 */
class ArchiveTest extends RunTests {

    private static final Duration AGE = Duration.ofDays(70);

    @Autowired OrchestratorApi runs;
    @Autowired AttemptApi attempts;
    @Autowired JdbcClient rows;
    @Autowired JsonMapper json;
    @Autowired ObjectStore store;
    @Autowired TransactionTemplate transaction;

    private OldRuns old;
    private RunArchive archive;
    private Retention retention;

    @BeforeEach
    void mine() {
        var settings = new ArchiveSettings(AGE, AGE, Duration.ofSeconds(1), 50);
        old = new OldRuns(rows, transaction);
        archive =
                new RunArchive(
                        old,
                        new Documents(store, json),
                        runs,
                        attempts,
                        settings,
                        new SimpleMeterRegistry());
        retention = new Retention(rows, transaction, store, settings);
        runs.post("pipeline: old\nsteps: {a: {type: noop}, b: {type: noop, needs: [a]}}");
    }

    @Test
    void anArchivedRunIsReadAsBefore() {
        var run = aged(ended());
        var before = runs.run(run);
        var history = runs.history(run, 0);
        var tries = attempts.attempts(run, "b");

        archive.run();

        assertThat(count("run", "id", run)).isZero();
        for (var table : List.of("step", "attempt", "event")) {
            assertThat(count(table, "run", run)).as(table).isZero();
        }
        var after = runs.run(run);
        assertThat(after.archive()).isEqualTo(store.uri(RunDocument.key(run)));
        assertThat(after).isEqualTo(before.in(after.archive()));
        assertThat(runs.history(run, 0)).isEqualTo(history);
        assertThat(runs.history(run, 2)).isEqualTo(history.subList(2, history.size()));
        assertThat(attempts.attempts(run, "b"))
                .isEqualTo(tries)
                .extracting(StepAttempt::number)
                .containsExactly(1);
        assertThatThrownBy(() -> attempts.attempts(run, "c")).hasMessageContaining("step 'c'");
        assertThatThrownBy(() -> runs.rerun(run, new Rerun(List.of("a"))))
                .isInstanceOf(PlatformException.class);
    }

    @Test
    void aRunThatNobodyStartedIsStillNotFound() {
        assertThatThrownBy(() -> runs.run(UUID.randomUUID())).hasMessageContaining("no run");
        assertThatThrownBy(() -> runs.history(UUID.randomUUID(), 0)).hasMessageContaining("no run");
    }

    @Test
    void aCrashBetweenWritingAndDeletingLosesAndDoublesNothing() throws IOException {
        var run = aged(ended());

        archive.write(run); // and then it dies
        var first = unzipped(RunDocument.key(run));
        assertThat(runs.run(run).archive()).as("the rows still count").isNull();
        archive.run();

        assertThat(unzipped(RunDocument.key(run))).isEqualTo(first);
        assertThat(runs.run(run).archive()).isNotNull();
        assertThat(archive.write(run)).as("another instance, too late").isFalse();
        assertThat(unzipped(RunDocument.key(run))).isEqualTo(first);
    }

    @Test
    void aRunThatIsRunAgainMeanwhileStays() {
        var run = aged(ended());
        var chosen = old.oldest(AGE, 1000).stream().filter(each -> each.id().equals(run)).toList();
        archive.write(run);

        runs.rerun(run, new Rerun(List.of("a")));
        Awaitility.await().until(() -> runs.run(run).state() == RunState.SUCCEEDED);

        assertThat(chosen).hasSize(1);
        assertThat(old.delete(chosen)).isZero();
        assertThat(runs.run(run).archive()).isNull();
        assertThat(runs.run(run).steps()).allMatch(step -> step.attempt() == 2);
    }

    @Test
    void aRunWaitsForThoseThatItStarted() {
        var parent = aged(ended());
        var child = aged(ended());
        rows.sql("update run set parent_run = :parent where id = :child")
                .param("parent", parent)
                .param("child", child)
                .update();

        archive.run();
        assertThat(runs.run(child).archive()).isNotNull();
        assertThat(runs.run(parent).archive()).isNull();

        archive.run();
        assertThat(runs.run(parent).archive()).isNotNull();
    }

    /** Whoever adds a table that refers to runs says what becomes of its rows. */
    @Test
    void everyTableThatRefersToRunsIsThoughtOf() {
        assertThat(
                        rows.sql(
                                        """
                                        select distinct c.conrelid::regclass::text from pg_constraint c
                                         where c.contype = 'f' and c.confdeltype not in ('c', 'n')
                                           and c.confrelid in ('run'::regclass, 'step'::regclass, 'attempt'::regclass)
                                        """)
                                .query(String.class)
                                .list())
                .as(
                        "tables that keep a run from being archived: delete their rows in OldRuns, or on cascade")
                .isSubsetOf("run", "step", "attempt", "event", "command", "slot");
    }

    @Test
    void aThousandOldRunsGoWhileNewOnesRunAndNobodyWaitsForALock() throws InterruptedException {
        manyOldRuns(1000);
        var longestWait = new AtomicReference<>(Duration.ZERO);
        var stop = new AtomicBoolean();
        var watcher = Thread.ofVirtual().start(() -> watch(longestWait, stop));
        var started = new ArrayList<UUID>();
        var starter =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!stop.get()) {
                                started.add(start());
                                LockSupport.parkNanos(20_000_000);
                            }
                        });

        while (!old.oldest(AGE, 1).isEmpty()) {
            archive.run();
        }
        stop.set(true);
        watcher.join();
        starter.join();

        assertThat(store.list("archive/runs/")).hasSizeGreaterThanOrEqualTo(1000);
        assertThat(longestWait.get()).isLessThan(Duration.ofMillis(50));
        assertThat(started).hasSizeGreaterThan(10);
        Awaitility.await()
                .until(() ->
                        started.stream()
                                .allMatch(run -> runs.run(run).state() == RunState.SUCCEEDED));
    }

    @Test
    void oldEntriesOfTheAuditMoveToTheBucketAndNewOnesStay() throws IOException {
        transaction.executeWithoutResult(status -> {
            // The oldest ids must be the oldest rows, as they are in life.
            rows.sql("select set_config('millrace.audit_kept_since', '9999-01-01', true)")
                    .query()
                    .singleValue();
            rows.sql("delete from audit").update();
            rows.sql(
                            """
                            insert into audit (at, actor, action, path, target, status)
                            select database_now() - i * interval '1 day', 'ada', 'POST /x', '/x', 'old' || i, 200
                              from unnest(array[80, 79, 1]) as i
                            """)
                    .update();
        });

        retention.run();

        assertThat(rows.sql("select target from audit order by id").query(String.class).list())
                .contains("old1")
                .doesNotContain("old80", "old79");
        var objects = store.list("archive/audit/");
        assertThat(objects).hasSize(1);
        assertThat(unzipped(objects.getFirst().key()).lines())
                .hasSize(2)
                .first()
                .satisfies(line ->
                        assertThat(json.readTree(line).path("target").asString())
                                .isEqualTo("old80"));
    }

    @Test
    void aDecisionWhoseRunGoesOnStaysUntilItHasEnded() {
        runs.post("pipeline: slow\nsteps: {a: {type: wait, for: 1h}}");
        var run = runs.start("slow-1", new StartRun("slow", null, Map.of())).getBody().id();
        rows.sql(
                        """
                        with made as (
                            insert into schedule (name, pipeline, definition, created_at, updated_at, updated_by)
                            values ('slow', 'slow', '{}', database_now(), database_now(), 'ada') returning name)
                        insert into firing (schedule, instant, origin, state, reason, key, request, principal, decided_at)
                        select name, database_now(), 'RUN_NOW', 'STARTED', '', 'slow-1', '{}', 'ada',
                               database_now() - interval '80 days' from made
                        """)
                .update();

        retention.run();
        assertThat(count("firing", "schedule", "slow")).isEqualTo(1);

        runs.cancel(run);
        Awaitility.await().until(() -> runs.run(run).state() == RunState.CANCELLED);
        retention.run();
        assertThat(count("firing", "schedule", "slow")).isZero();
        rows.sql("delete from schedule where name = 'slow'").update();
    }

    private UUID start() {
        return runs.start(null, new StartRun("old", null, Map.of())).getBody().id();
    }

    private UUID ended() {
        var run = start();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> runs.run(run).state() == RunState.SUCCEEDED);
        return run;
    }

    private UUID aged(UUID run) {
        rows.sql(
                        """
                        update run set created_at = created_at - interval '80 days',
                                       started_at = started_at - interval '80 days',
                                       ended_at = ended_at - interval '80 days' where id = :run
                        """)
                .param("run", run)
                .update();
        return run;
    }

    private void manyOldRuns(int count) {
        rows.sql(
                        """
                        with made as (
                            insert into run (id, pipeline, version, state, parameters, request_hash, started_by,
                                             created_at, started_at, ended_at, last_event)
                            select uuidv7(interval '-80 days'), 'old', 1, 'SUCCEEDED', '{}', '', 'x', t, t, t, 3
                              from generate_series(1, :count),
                                   lateral (select database_now() - interval '80 days' as t)
                            returning id, created_at as t),
                        steps as (
                            insert into step (run, name, position, type, state, attempt, started_at, ended_at)
                            select id, name, 1, 'noop', 'SUCCEEDED', 1, t, t
                              from made, unnest(array['a', 'b']) as name
                            returning run, name, started_at as t),
                        tries as (
                            insert into attempt (run, step, number, state, started_at, ended_at)
                            select run, name, 1, 'SUCCEEDED', t, t from steps)
                        insert into event (run, number, at, step, attempt, type, message, actor, data)
                        select id, n, t, null, 0, 'run-started', '', 'x', '{}' from made, generate_series(1, 3) n
                        """)
                .param("count", count)
                .update();
    }

    private void watch(AtomicReference<Duration> longest, AtomicBoolean stop) {
        while (!stop.get()) {
            var waited =
                    rows.sql(
                                    """
                                    select coalesce(max(extract(epoch from clock_timestamp() - waitstart)), 0) * 1e6
                                      from pg_locks
                                     where not granted
                                       and database = (select oid from pg_database where datname = current_database())
                                    """)
                            .query(Double.class)
                            .single();
            var wait = Duration.ofNanos((long) (waited * 1000));
            longest.accumulateAndGet(wait, (a, b) -> a.compareTo(b) > 0 ? a : b);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private long count(String table, String column, Object run) {
        return rows.sql("select count(*) from %s where %s = :run".formatted(table, column))
                .param("run", run)
                .query(Long.class)
                .single();
    }

    private String unzipped(String key) throws IOException {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(store.read(key, 1 << 20)))) {
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
