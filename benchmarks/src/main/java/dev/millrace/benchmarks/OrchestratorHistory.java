package dev.millrace.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Runs of long ago that fill the tables. */
record OrchestratorHistory(Connection database) {

    /** Runs of five steps that ended long ago, with all their rows. */
    void add(int runs) throws SQLException {
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

    void remove() throws SQLException {
        try (var statement = database.createStatement()) {
            for (var table : List.of("event", "attempt", "step")) {
                statement.execute(
                        "delete from %s where run in (select id from run where request_hash = 'bench')"
                                .formatted(table));
            }
            statement.execute("delete from run where request_hash = 'bench'");
        }
    }
}
