package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Backfill;
import dev.millrace.contracts.orchestrator.BackfillRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of backfills. */
@Component
class Backfills {

    private final JdbcClient jdbc;

    Backfills(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A backfill with instants that wait. */
    record Open(UUID id, String schedule, int parallel) {}

    /** Ours until the transaction ends. */
    List<Open> open(int most) {
        return jdbc.sql(
                        """
                        select id, schedule, parallel from backfill b
                         where not cancelled
                           and exists (select 1 from firing f
                                        where f.backfill = b.id and f.state = 'QUEUED')
                         order by created_at limit :most for update skip locked
                        """)
                .param("most", most)
                .query((row, at) ->
                        new Open(
                                row.getObject("id", UUID.class),
                                row.getString("schedule"),
                                row.getInt("parallel")))
                .list();
    }

    void add(UUID id, String schedule, BackfillRequest request, Instant now, String principal) {
        jdbc.sql(
                        """
                        insert into backfill (id, schedule, from_at, to_at, parallel, created_at, created_by)
                        values (:id, :schedule, :from, :to, :parallel, :now, :principal)
                        """)
                .param("id", id)
                .param("schedule", schedule)
                .param("from", Times.utc(request.from()))
                .param("to", Times.utc(request.to()))
                .param("parallel", request.parallel())
                .param("now", Times.utc(now))
                .param("principal", principal)
                .update();
    }

    /** No further instant of it starts. */
    void cancel(UUID id, String principal) {
        jdbc.sql("update backfill set cancelled = true where id = :id").param("id", id).update();
        jdbc.sql(
                        """
                        update firing set state = 'CANCELLED', reason = :reason
                         where backfill = :id and state in ('QUEUED', 'STARTING')
                        """)
                .param("reason", principal + " cancelled the backfill")
                .param("id", id)
                .update();
    }

    Backfill find(String schedule, UUID id) {
        return select(schedule, id).stream()
                .findFirst()
                .orElseThrow(() ->
                        new PlatformException(
                                FailureCode.SCHEDULE_NOT_FOUND,
                                "schedule '%s' has no backfill %s".formatted(schedule, id)));
    }

    List<Backfill> list(String schedule) {
        return select(schedule, null);
    }

    private List<Backfill> select(String schedule, @Nullable UUID id) {
        return jdbc.sql(
                        """
                        select b.*,
                               count(f.id) filter (where f.state in ('QUEUED', 'STARTING')) as waiting,
                               count(f.id) filter (where f.state in ('STARTED', 'CANCELLED')
                                                     and r.id is not null and r.ended_at is null) as running,
                               count(f.id) as everything
                          from backfill b
                          left join firing f on f.backfill = b.id
                          left join run r on r.idempotency_key = f.key
                         where b.schedule = :schedule
                           and (cast(:id as uuid) is null or b.id = :id)
                         group by b.id
                         order by b.created_at desc limit 100
                        """)
                .param("schedule", schedule)
                .param("id", id)
                .query((row, at) -> backfill(row))
                .list();
    }

    private static Backfill backfill(ResultSet row) throws SQLException {
        int waiting = row.getInt("waiting");
        int running = row.getInt("running");
        return new Backfill(
                row.getObject("id", UUID.class),
                row.getString("schedule"),
                Times.at(row, "from_at"),
                Times.at(row, "to_at"),
                row.getInt("parallel"),
                row.getBoolean("cancelled"),
                waiting,
                running,
                row.getInt("everything") - waiting - running,
                Times.at(row, "created_at"),
                row.getString("created_by"));
    }
}
