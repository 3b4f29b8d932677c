package dev.millrace.orchestrator.trigger;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.TriggerFinding;
import dev.millrace.contracts.orchestrator.TriggerFinding.State;
import dev.millrace.orchestrator.probe.Finding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was found. A run is found by the key under which it was started. */
@Component
class Findings {

    private static final int MOST = 1000;
    private static final TypeReference<Map<String, @Nullable Object>> FACTS =
            new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Findings(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record New(String what, Map<String, @Nullable Object> facts, StartRun request) {}

    /** Those that were not found before; answers how many. */
    int add(KeptTrigger trigger, List<Finding> found) {
        var rows =
                found.stream()
                        .map(each -> new New(each.what(), each.facts(), trigger.request(each)))
                        .toList();
        return jdbc.sql(
                        """
                        insert into finding (trigger, what, facts, state, reason, request, principal)
                        select :trigger, new.what, new.facts, 'QUEUED', 'waits for its turn', new.request,
                               :principal
                          from json_to_recordset(cast(:rows as json))
                               as new(what text, facts json, request json)
                         where not exists (select 1 from finding f
                                            where f.trigger = :trigger and f.what = new.what)
                        on conflict do nothing
                        """)
                .param("trigger", trigger.name())
                .param("principal", trigger.told().updatedBy())
                .param("rows", json.writeValueAsString(rows))
                .update();
    }

    /** Lets findings of a trigger start, oldest first, while fewer of its runs go on than may. */
    void advance(String trigger, int parallel) {
        jdbc.sql(
                        """
                        update finding set state = 'STARTING', reason = 'was found',
                                           key = 'trigger:' || trigger || ':' || id
                         where id in (
                               select id from finding
                                where trigger = :trigger and state = 'QUEUED'
                                order by id
                                limit greatest(0, :parallel
                                      - (select count(*) from finding
                                          where trigger = :trigger and state = 'STARTING')
                                      - (select count(*) from run r join finding f on f.key = r.idempotency_key
                                          where r.ended_at is null and f.trigger = :trigger
                                            and f.state = 'STARTED')))
                        """)
                .param("trigger", trigger)
                .param("parallel", parallel)
                .update();
    }

    /** Triggers with findings that wait, ours until the transaction ends. */
    List<Waiting> waiting(int most) {
        return jdbc.sql(
                        """
                        select name, cast(definition ->> 'parallel' as int) as parallel from trigger t
                         where not paused
                           and exists (select 1 from finding f
                                        where f.trigger = t.name and f.state = 'QUEUED')
                         order by name limit :most for update skip locked
                        """)
                .param("most", most)
                .query((row, at) -> new Waiting(row.getString("name"), row.getInt("parallel")))
                .list();
    }

    record Waiting(String name, int parallel) {}

    record Open(long id, String key, StartRun request, String principal) {}

    /** Ours until the transaction ends. */
    List<Open> toStart(int most) {
        return jdbc.sql(
                        """
                        select id, key, request, principal from finding where state = 'STARTING'
                         order by tries, id limit :most for update skip locked
                        """)
                .param("most", most)
                .query((row, at) ->
                        new Open(
                                row.getLong("id"),
                                row.getString("key"),
                                json.readValue(row.getString("request"), StartRun.class),
                                row.getString("principal")))
                .list();
    }

    void started(long id) {
        jdbc.sql("update finding set state = 'STARTED', started_at = database_now() where id = :id")
                .param("id", id)
                .update();
    }

    void failed(long id, String reason) {
        jdbc.sql("update finding set state = 'FAILED', reason = :reason where id = :id")
                .param("reason", reason)
                .param("id", id)
                .update();
    }

    /** Others come first from now on. */
    void triedInVain(long id) {
        jdbc.sql("update finding set tries = tries + 1 where id = :id").param("id", id).update();
    }

    List<TriggerFinding> list(String trigger, @Nullable Long before, int limit) {
        return jdbc.sql(
                        """
                        select f.*, r.id as run, r.state as run_state
                          from finding f left join run r on r.idempotency_key = f.key
                         where f.trigger = :trigger
                           and (cast(:before as bigint) is null or f.id < :before)
                         order by f.id desc limit :limit
                        """)
                .param("trigger", trigger)
                .param("before", before)
                .param("limit", Math.clamp(limit, 1, MOST))
                .query((row, at) -> finding(row))
                .list();
    }

    private TriggerFinding finding(ResultSet row) throws SQLException {
        var runState = row.getString("run_state");
        var started = row.getObject("started_at", OffsetDateTime.class);
        return new TriggerFinding(
                row.getLong("id"),
                row.getString("what"),
                json.readValue(row.getString("facts"), FACTS),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getObject("run", UUID.class),
                runState == null ? null : RunState.valueOf(runState),
                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                started == null ? null : started.toInstant());
    }
}
