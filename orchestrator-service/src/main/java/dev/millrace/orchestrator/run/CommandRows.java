package dev.millrace.orchestrator.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Commands that wait for the owner of their run. */
@Component
class CommandRows {

    private static final int MOST_AT_ONCE = 500;
    private static final TypeReference<Map<String, @Nullable Object>> DATA =
            new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Instance instance;

    CommandRows(JdbcClient jdbc, JsonMapper json, Instance instance) {
        this.jdbc = jdbc;
        this.json = json;
        this.instance = instance;
    }

    /** As it was left, by this version or another. */
    record Command(
            long id, UUID run, String kind, String actor, Map<String, @Nullable Object> data) {}

    /** For whoever owns the run, who hears of it at once. */
    void leave(UUID run, Commands.Kind kind, String actor, Map<String, @Nullable Object> data) {
        jdbc.sql(
                        """
                        with asked as (
                            insert into command (run, kind, actor, data)
                            values (:run, :kind, :actor, cast(:data as json)))
                        select pg_notify(:channel, :notice)
                        """)
                .param("run", run)
                .param("kind", kind.name())
                .param("actor", actor)
                .param("data", json.writeValueAsString(data))
                .param("channel", Notices.CHANNEL)
                .param("notice", Notices.text(Notices.About.COMMAND, run))
                .query((row, at) -> true)
                .single();
    }

    /** In the order of asking, for runs that are owned here. */
    List<Command> open() {
        return jdbc.sql(
                        """
                        select c.id, c.run, c.kind, c.actor, c.data
                          from command c join run r on r.id = c.run
                         where r.owner = :me and r.ended_at is null
                         order by c.id limit :most
                        """)
                .param("me", instance.id())
                .param("most", MOST_AT_ONCE)
                .query(this::command)
                .list();
    }

    /** Those that were done, and all those that came too late. */
    void remove(List<Long> done) {
        jdbc.sql(
                        """
                        delete from command c using run r
                         where r.id = c.run and (c.id = any(:done) or r.ended_at is not null)
                        """)
                .param("done", done.toArray(Long[]::new))
                .update();
    }

    private Command command(ResultSet row, int number) throws SQLException {
        return new Command(
                row.getLong("id"),
                row.getObject("run", UUID.class),
                row.getString("kind"),
                row.getString("actor"),
                json.readValue(row.getString("data"), DATA));
    }
}
