package dev.millrace.orchestrator.probe;

import dev.millrace.contracts.orchestrator.Watched.Ended;
import dev.millrace.orchestrator.run.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Runs that ended. One that is resumed and ends again is found again. */
@Component
class RunEndings implements Search<Probe.RunEnds> {

    private static final int MOST = 1000;
    private static final String BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final JsonMapper json;

    RunEndings(JdbcClient jdbc, DatabaseTime time, JsonMapper json) {
        this.jdbc = jdbc;
        this.time = time;
        this.json = json;
    }

    private record Ending(Instant at, String run, Finding finding) {}

    @Override
    public String now(Probe.RunEnds probe) {
        return since(probe, time.now());
    }

    String since(Probe.RunEnds probe, Instant at) {
        return json.writeValueAsString(EndCursor.from(at));
    }

    @Override
    public Look look(Probe.RunEnds probe, @Nullable String cursor) {
        var from = cursor == null ? EndCursor.BEGINNING : json.readValue(cursor, EndCursor.class);
        var endings = read(probe, from);
        boolean more = endings.size() == MOST;
        var last = endings.isEmpty() ? null : endings.getLast();
        var next =
                last != null && more
                        ? from.some(last.at(), last.run())
                        : from.all(last == null ? null : last.at());
        return new Look(
                endings.stream().map(Ending::finding).toList(),
                json.writeValueAsString(next),
                more);
    }

    private List<Ending> read(Probe.RunEnds probe, EndCursor from) {
        return jdbc.sql(
                        """
                        select id, pipeline, version, state, started_by, outputs, ended_at from run
                         where pipeline = :pipeline and ended_at is not null
                           and (ended_at, id) > (:at, cast(:last as uuid))
                           and (:state = 'ANY' or state = :state)
                         order by ended_at, id limit :most
                        """)
                .param("pipeline", probe.pipeline())
                .param("at", from.begin().atOffset(ZoneOffset.UTC))
                .param("last", from.last() == null ? BEFORE_ALL : from.last())
                .param("state", probe.how() == Ended.ANY ? "ANY" : probe.how().name())
                .param("most", MOST)
                .query((row, at) -> ending(row))
                .list();
    }

    private Ending ending(ResultSet row) throws SQLException {
        var at = row.getObject("ended_at", OffsetDateTime.class).toInstant();
        var facts = new LinkedHashMap<String, @Nullable Object>();
        var outputs = row.getString("outputs");
        facts.put("run", row.getString("id"));
        facts.put("pipeline", row.getString("pipeline"));
        facts.put("version", row.getInt("version"));
        facts.put("state", row.getString("state"));
        facts.put("startedBy", row.getString("started_by"));
        facts.put("outputs", outputs == null ? null : json.readValue(outputs, Object.class));
        facts.put("at", at.toString());
        var run = row.getString("id");
        return new Ending(at, run, new Finding(run + " " + at, facts));
    }
}
