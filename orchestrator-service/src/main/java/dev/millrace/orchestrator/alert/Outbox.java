package dev.millrace.orchestrator.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Alerts that are to be sent. They come in by the transaction that tells their event. */
@Component
class Outbox {

    /** Outlasts one try. Each further one is twice as long, up to {@link #LONGEST_PAUSE}. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final JdbcClient jdbc;

    Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Due(long number, Alert alert) {}

    /** Ours until their next time comes; whoever dies meanwhile leaves them to the others. */
    List<Due> take(int most) {
        return jdbc.sql(
                        """
                        with taken as (
                            update alert
                               set tries = tries + 1,
                                   next_at = database_now() + least(:longest, :first * 2 ^ least(tries, 20))
                                                              * interval '1 millisecond'
                             where (run, number) in (
                                   select run, number from alert where next_at <= database_now()
                                    order by next_at limit :most for update skip locked)
                            returning *)
                        select t.*, r.pipeline, r.version, r.started_by
                          from taken t left join run r on r.id = t.run
                         order by t.at
                        """)
                .param("first", FIRST_PAUSE.toMillis())
                .param("longest", LONGEST_PAUSE.toMillis())
                .param("most", most)
                .query((row, at) -> due(row))
                .list();
    }

    private static Due due(ResultSet row) throws SQLException {
        var run = row.getObject("run", UUID.class);
        long number = row.getLong("number");
        return new Due(
                number,
                new Alert(
                        run + ":" + number,
                        row.getString("type"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        run,
                        row.getString("pipeline"),
                        (Integer) row.getObject("version"),
                        row.getString("started_by"),
                        row.getString("step"),
                        row.getString("message")));
    }

    void sent(Due due) {
        jdbc.sql("delete from alert where run = :run and number = :number")
                .param("run", due.alert().run())
                .param("number", due.number())
                .update();
    }

    /** How many were too old. */
    int dropOlderThan(Duration age) {
        return jdbc.sql(
                        """
                        delete from alert where at < database_now() - :age * interval '1 millisecond'
                        """)
                .param("age", age.toMillis())
                .update();
    }
}
