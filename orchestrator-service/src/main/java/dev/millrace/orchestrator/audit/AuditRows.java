package dev.millrace.orchestrator.audit;

import dev.millrace.contracts.orchestrator.AuditEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The audit's rows. A trigger keeps them as they are. */
@Component
class AuditRows {

    private static final int MOST_LISTED = 1000;

    /** So many entries of a target are sorted sooner than they are looked for among all others. */
    private static final int FEW = 10_000;

    private static final String OF_TARGET = "target ~>=~ :v2 and target ~<~ (:v2 || chr(1114111))";

    /** Finds what is asked first and sorts it then, whatever the planner thinks that there is. */
    private static final String NARROW = "with found as materialized (%s) select * from found";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Written when this returns, and never less durable than what the action does: where that is
     * committed in this database, its flush of the log takes this earlier entry of the log along.
     * What goes on to another service has no such commit; its entry is flushed by itself.
     */
    long begin(AuditRow row) {
        return jdbc.sql(
                        """
                        with commit as materialized (
                            select set_config('synchronous_commit', :commit, true))
                        insert into audit (actor, action, path, target, run)
                        select :actor, :action, :path, :target, cast(:run as text) from commit
                        returning id
                        """)
                .param("commit", row.path().startsWith("/services/") ? "on" : "off")
                .param("actor", row.actor())
                .param("action", row.action())
                .param("path", row.path())
                .param("target", row.target())
                .param("run", row.run())
                .query(Long.class)
                .single();
    }

    void close(List<Ending.Closed> endings) {
        jdbc.sql(
                        """
                        update audit a
                           set status = c.status, target = coalesce(c.target, a.target),
                               ended_at = a.at + c.micros * interval '1 microsecond'
                          from few(cast(:endings as json)) one, json_to_record(one)
                               as c (id bigint, status int, target text, micros bigint)
                         where a.id = c.id and a.status is null
                        """)
                .param("endings", json.writeValueAsString(endings))
                .update();
    }

    void add(List<Ending.Refused> endings) {
        jdbc.sql(
                        """
                        insert into audit (at, actor, action, path, target, run, status, ended_at)
                        select database_now() - c.micros * interval '1 microsecond', r.actor, r.action,
                               r.path, r.target, r.run, c.status, database_now()
                          from json_to_recordset(cast(:endings as json))
                               as c ("row" json, status int, micros bigint),
                               json_to_record(c."row")
                               as r (actor text, action text, path text, target text, run text)
                        """)
                .param("endings", json.writeValueAsString(endings))
                .update();
    }

    /** What an entry must be like; null: however it is. */
    record Wanted(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String target,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long after) {}

    List<AuditEntry> newest(Wanted wanted, int limit) {
        var conditions = new LinkedHashMap<String, @Nullable Object>();
        conditions.put("actor = :v0", wanted.actor());
        conditions.put("action = :v1", wanted.action());
        conditions.put(OF_TARGET, wanted.target());
        conditions.put("at >= :v3", utc(wanted.from()));
        conditions.put("at < :v4", utc(wanted.to()));
        conditions.put("(at, id) < (select at, id from audit where id = :v5)", wanted.after());
        // Only what is asked stands in the statement, so that each question finds its index.
        var found = new StringBuilder("select * from audit where true");
        var values = new LinkedHashMap<String, Object>();
        int number = 0;
        for (Map.Entry<String, @Nullable Object> condition : conditions.entrySet()) {
            if (condition.getValue() != null) {
                found.append(" and ").append(condition.getKey());
                values.put("v" + number, Objects.requireNonNull(condition.getValue()));
            }
            number++;
        }
        var target = wanted.target();
        var sql = target != null && isOfFew(target) ? NARROW.formatted(found) : found.toString();
        return jdbc.sql(sql + " order by at desc, id desc limit :limit")
                .params(values)
                .param("limit", Math.clamp(limit, 1, MOST_LISTED))
                .query((row, at) -> entry(row))
                .list();
    }

    /** Statistics do not tell: a target of one entry in a million counts as one of ten thousand. */
    private boolean isOfFew(String target) {
        return jdbc.sql(
                                """
                                select count(*) from (
                                    select 1 from audit where %s order by target using ~<~ limit :few) entries
                                """
                                        .formatted(OF_TARGET))
                        .param("v2", target)
                        .param("few", FEW)
                        .query(Integer.class)
                        .single()
                < FEW;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        var status = (Integer) row.getObject("status");
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("path"),
                row.getString("target"),
                row.getString("run"),
                AuditEntry.Outcome.of(status),
                status,
                ended == null ? null : ended.toInstant());
    }
}
