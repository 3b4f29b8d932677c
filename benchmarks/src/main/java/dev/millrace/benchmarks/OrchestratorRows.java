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

    /**
     * Waits for the run to succeed. Asks the database, since questions to the orchestrator take the
     * very time that is measured.
     */
    UUID ended(UUID run) throws SQLException, InterruptedException {
        while (true) {
            var state = state(run);
            switch (state) {
                case "SUCCEEDED" -> {
                    return run;
                }
                case "FAILED", "CANCELLED" ->
                        throw new SQLException("run %s %s".formatted(run, state));
                default -> TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    private synchronized String state(UUID run) throws SQLException {
        return text("select state from run where id = '%s'".formatted(run));
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

    /** From an instant to the creation of its run; the 99th percentile of at least so many. */
    synchronized double scheduleLateMillis(String names, int atLeast) throws SQLException {
        try (var query =
                database.prepareStatement(
                        """
                        select count(*), percentile_cont(0.99) within group
                               (order by 1000 * extract(epoch from r.created_at - f.instant))
                          from firing f join run r on r.idempotency_key = f.key
                         where f.schedule like ?
                        """)) {
            query.setString(1, names);
            var rows = query.executeQuery();
            rows.next();
            if (rows.getInt(1) < atLeast) {
                throw new SQLException(
                        "only %d of at least %d instants fired".formatted(rows.getInt(1), atLeast));
            }
            return rows.getDouble(2);
        }
    }

    /** The process of the orchestrator that gave the last sign of life. */
    synchronized long process() throws SQLException {
        var name = text("select name from instance order by heartbeat_at desc limit 1");
        return Long.parseLong(name.substring(0, name.indexOf('@')));
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

    synchronized void addHistory(int runs) throws SQLException {
        new OrchestratorHistory(database).add(runs);
    }

    synchronized void removeHistory() throws SQLException {
        new OrchestratorHistory(database).remove();
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
