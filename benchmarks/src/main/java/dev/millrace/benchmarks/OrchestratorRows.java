package dev.millrace.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What the orchestrator has written, and what its database can do. One statement at a time. */
final class OrchestratorRows implements AutoCloseable {

    private final Connection database;

    private OrchestratorRows(Connection database) {
        this.database = database;
    }

    static OrchestratorRows connect(String url, String user, String password) throws SQLException {
        return new OrchestratorRows(DriverManager.getConnection(url, user, password));
    }

    synchronized String durability() throws SQLException {
        return "fsync %s, synchronous_commit %s"
                .formatted(text("show fsync"), text("show synchronous_commit"));
    }

    synchronized Timestamp now() throws SQLException {
        try (var rows = database.createStatement().executeQuery("select clock_timestamp()")) {
            rows.next();
            return rows.getTimestamp(1);
        }
    }

    /** The median of a bare durable transaction: one event more of a run that has ended. */
    synchronized double floorMillis(int times) throws SQLException {
        var run = text("select id from run where ended_at is not null limit 1");
        var millis = new double[times];
        try (var insert =
                database.prepareStatement(
                        """
                        insert into event (run, number, at, attempt, type, message, actor, data)
                        values (cast(? as uuid), ?, clock_timestamp(), 0, 'bench', '', 'bench', '{}')
                        """)) {
            for (int i = 0; i < times; i++) {
                insert.setString(1, run);
                insert.setLong(2, 1_000_000L + i);
                long start = System.nanoTime();
                insert.executeUpdate();
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        database.createStatement().execute("delete from event where type = 'bench'");
        Arrays.sort(millis);
        return millis[times / 2];
    }

    /** From each start of a step to the next one in the run. */
    synchronized List<Double> startToStartMillis(UUID run) throws SQLException {
        var millis = new ArrayList<Double>();
        try (var query =
                database.prepareStatement(
                        """
                        select 1000 * extract(epoch from at - lag(at) over (order by number))
                          from event where run = ? and type = 'step-started' order by number offset 1
                        """)) {
            query.setObject(1, run);
            var rows = query.executeQuery();
            while (rows.next()) {
                millis.add(rows.getDouble(1));
            }
        }
        return millis;
    }

    /** From the end of one step to the start of another. */
    synchronized double millisBetween(UUID run, String ended, String started) throws SQLException {
        try (var query =
                database.prepareStatement(
                        """
                        select 1000 * extract(epoch from
                               (select started_at from step where run = ? and name = ?)
                             - (select ended_at from step where run = ? and name = ?))
                        """)) {
            query.setObject(1, run);
            query.setString(2, started);
            query.setObject(3, run);
            query.setString(4, ended);
            var rows = query.executeQuery();
            rows.next();
            return rows.getDouble(1);
        }
    }

    synchronized double seconds(UUID run) throws SQLException {
        return Double.parseDouble(
                text(
                        "select extract(epoch from ended_at - started_at) from run where id = '%s'"
                                .formatted(run)));
    }

    synchronized int runsUnderWay() throws SQLException {
        return Integer.parseInt(text("select count(*) from run where ended_at is null"));
    }

    void awaitNoRunUnderWay() throws SQLException, InterruptedException {
        while (runsUnderWay() > 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    synchronized long stepsEnded(Timestamp from, Timestamp to) throws SQLException {
        try (var query =
                database.prepareStatement(
                        "select count(*) from step where ended_at >= ? and ended_at < ?")) {
            query.setTimestamp(1, from);
            query.setTimestamp(2, to);
            var rows = query.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Runs of five steps that ended long ago, with all their rows. */
    synchronized void addHistory(int runs) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(
                    "create temporary table bench_run as select gen_random_uuid() as id from generate_series(1, %d)"
                            .formatted(runs));
            statement.execute(
                    """
                    insert into run (id, pipeline, version, state, parameters, request_hash, started_by,
                                     created_at, started_at, ended_at, last_event)
                    select id, 'bench-chain', 1, 'SUCCEEDED', '{}', 'bench', 'bench', now() - interval '30 days',
                           now() - interval '30 days', now() - interval '30 days', 12
                      from bench_run
                    """);
            statement.execute(
                    """
                    insert into step (run, name, position, type, state, attempt, progress, message, outputs,
                                      started_at, ended_at)
                    select id, 's' || n, n + 1, 'noop', 'SUCCEEDED', 1, 1, 'succeeded', '{}',
                           now() - interval '30 days', now() - interval '30 days'
                      from bench_run, generate_series(0, 4) n
                    """);
            statement.execute(
                    """
                    insert into attempt (run, step, number, state, started_at, ended_at)
                    select id, 's' || n, 1, 'SUCCEEDED', now() - interval '30 days', now() - interval '30 days'
                      from bench_run, generate_series(0, 4) n
                    """);
            statement.execute(
                    """
                    insert into event (run, number, at, step, attempt, type, message, actor, data)
                    select id, n, now() - interval '30 days', 's' || (n / 2), 1, 'step-succeeded', 'succeeded',
                           'millrace', '{}'
                      from bench_run, generate_series(1, 12) n
                    """);
            statement.execute("drop table bench_run");
            statement.execute("analyze run, step, attempt, event");
        }
    }

    synchronized void removeHistory() throws SQLException {
        try (var statement = database.createStatement()) {
            for (var table : List.of("event", "attempt", "step")) {
                statement.execute(
                        "delete from %s where run in (select id from run where request_hash = 'bench')"
                                .formatted(table));
            }
            statement.execute("delete from run where request_hash = 'bench'");
        }
    }

    private String text(String query) throws SQLException {
        try (var rows = database.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
