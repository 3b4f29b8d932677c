package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.orchestrator.Firing;
import dev.millrace.contracts.orchestrator.Firing.Origin;
import dev.millrace.contracts.orchestrator.Firing.State;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What was decided about instants. A run is found by the key under which it was started. */
@Component
class Firings {

    static final int MOST = 1000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Firings(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A decision that is to be written. */
    record New(
            String schedule,
            Instant instant,
            Origin origin,
            Verdict verdict,
            String key,
            StartRun request,
            String principal,
            @Nullable UUID backfill) {}

    /** False where this instant was decided about before. */
    boolean add(New firing, Instant now) {
        return jdbc.sql(
                                """
                                insert into firing (schedule, instant, origin, state, reason, key, request,
                                                    principal, backfill, decided_at)
                                values (:schedule, :instant, :origin, :state, :reason, :key,
                                        cast(:request as json), :principal, :backfill, :now)
                                on conflict do nothing
                                """)
                        .param("schedule", firing.schedule())
                        .param("instant", Times.utc(firing.instant()))
                        .param("origin", firing.origin().name())
                        .param("state", firing.verdict().state().name())
                        .param("reason", firing.verdict().reason())
                        .param("key", firing.key())
                        .param("request", json.writeValueAsString(firing.request()))
                        .param("principal", firing.principal())
                        .param("backfill", firing.backfill())
                        .param("now", Times.utc(now))
                        .update()
                == 1;
    }

    void become(long id, State state, String reason) {
        jdbc.sql("update firing set state = :state, reason = :reason where id = :id")
                .param("state", state.name())
                .param("reason", reason)
                .param("id", id)
                .update();
    }

    void started(long id, Instant now) {
        jdbc.sql("update firing set state = 'STARTED', started_at = :now where id = :id")
                .param("now", Times.utc(now))
                .param("id", id)
                .update();
    }

    /** Others come first from now on. */
    void triedInVain(long id) {
        jdbc.sql("update firing set tries = tries + 1 where id = :id").param("id", id).update();
    }

    /** A decision whose run is to be started. */
    record Open(
            long id,
            Instant instant,
            Origin origin,
            String key,
            StartRun request,
            String principal) {}

    /** Ours until the transaction ends. */
    List<Open> toStart(int most) {
        return jdbc.sql(
                        """
                        select * from firing where state = 'STARTING'
                         order by tries, id limit :most for update skip locked
                        """)
                .param("most", most)
                .query((row, at) -> open(row))
                .list();
    }

    private Open open(ResultSet row) throws SQLException {
        return new Open(
                row.getLong("id"),
                Times.at(row, "instant"),
                Origin.valueOf(row.getString("origin")),
                row.getString("key"),
                json.readValue(row.getString("request"), StartRun.class),
                row.getString("principal"));
    }

    List<Firing> list(String schedule, @Nullable UUID backfill, @Nullable Long before, int limit) {
        return jdbc.sql(
                        """
                        select f.*, r.id as run, r.state as run_state
                          from firing f left join run r on r.idempotency_key = f.key
                         where f.schedule = :schedule
                           and (cast(:backfill as uuid) is null or f.backfill = :backfill)
                           and (cast(:before as bigint) is null or f.id < :before)
                         order by f.id desc limit :limit
                        """)
                .param("schedule", schedule)
                .param("backfill", backfill)
                .param("before", before)
                .param("limit", Math.clamp(limit, 1, MOST))
                .query((row, at) -> firing(row))
                .list();
    }

    Firing byKey(String key) {
        return jdbc.sql(
                        """
                        select f.*, r.id as run, r.state as run_state
                          from firing f left join run r on r.idempotency_key = f.key
                         where f.key = :key
                        """)
                .param("key", key)
                .query((row, at) -> firing(row))
                .single();
    }

    private static Firing firing(ResultSet row) throws SQLException {
        var runState = row.getString("run_state");
        return new Firing(
                row.getLong("id"),
                Times.at(row, "instant"),
                Origin.valueOf(row.getString("origin")),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getObject("run", UUID.class),
                runState == null ? null : RunState.valueOf(runState),
                row.getObject("backfill", UUID.class),
                Times.at(row, "decided_at"),
                Times.maybe(row, "started_at"));
    }
}
