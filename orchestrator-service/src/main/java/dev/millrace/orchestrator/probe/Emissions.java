package dev.millrace.orchestrator.probe;

import dev.millrace.orchestrator.run.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events that steps tell. An event may appear behind others that were told at the same time, so
 * those of the last minute are read again. The cursor is the id of the last one before that minute.
 */
@Component
class Emissions implements Search<Probe.Emitted> {

    private static final int MOST = 1000;
    private static final Duration LATE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final JsonMapper json;

    Emissions(JdbcClient jdbc, DatabaseTime time, JsonMapper json) {
        this.jdbc = jdbc;
        this.time = time;
        this.json = json;
    }

    record Told(long id, Instant at, Finding finding) {}

    @Override
    public String now(Probe.Emitted probe) {
        return since(probe, time.now());
    }

    String since(Probe.Emitted probe, Instant at) {
        return jdbc.sql(
                        """
                        select coalesce(max(id), 0) from emitted where name = :name and at < :at
                        """)
                .param("name", probe.name())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, number) -> row.getString(1))
                .single();
    }

    @Override
    public Look look(Probe.Emitted probe, @Nullable String cursor) {
        long from = cursor == null ? 0 : Long.parseLong(cursor);
        var told = read(probe, from);
        boolean more = told.size() == MOST;
        return new Look(
                told.stream().map(Told::finding).toList(),
                String.valueOf(more ? told.getLast().id() : settled(from, told, time.now())),
                more);
    }

    /** The last of those before the first that others may still appear behind. */
    static long settled(long from, List<Told> told, Instant now) {
        var late = now.minus(LATE);
        return told.stream()
                .takeWhile(each -> each.at().isBefore(late))
                .mapToLong(Told::id)
                .max()
                .orElse(from);
    }

    private List<Told> read(Probe.Emitted probe, long from) {
        return jdbc.sql(
                        """
                        select id, name, data, run, step, at from emitted
                         where name = :name and id > :from order by id limit :most
                        """)
                .param("name", probe.name())
                .param("from", from)
                .param("most", MOST)
                .query((row, number) -> told(row))
                .list();
    }

    private Told told(ResultSet row) throws SQLException {
        var at = row.getObject("at", OffsetDateTime.class).toInstant();
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("event", row.getString("name"));
        facts.put("data", json.readValue(row.getString("data"), Object.class));
        facts.put("run", row.getString("run"));
        facts.put("step", row.getString("step"));
        facts.put("at", at.toString());
        return new Told(row.getLong("id"), at, new Finding(row.getString("id"), facts));
    }
}
