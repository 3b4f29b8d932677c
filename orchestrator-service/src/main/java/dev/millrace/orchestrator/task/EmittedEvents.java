package dev.millrace.orchestrator.task;

import dev.millrace.contracts.orchestrator.EmittedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What runs told whoever listens. */
@Repository
class EmittedEvents {

    private static final TypeReference<Map<String, @Nullable Object>> DATA =
            new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    EmittedEvents(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The event's id; that of the first time where the attempt added one before. */
    long add(TaskAttempt attempt, String name, Map<String, ? extends @Nullable Object> data) {
        return jdbc.sql(
                        """
                        insert into emitted (key, name, data, run, step, attempt, emitted_by)
                        values (:key, :name, cast(:data as json), :run, :step, :attempt, :by)
                        on conflict (key) do update set key = excluded.key
                        returning id
                        """)
                .param("key", attempt.key())
                .param("name", name)
                .param("data", json.writeValueAsString(data))
                .param("run", attempt.run())
                .param("step", attempt.step())
                .param("attempt", attempt.number())
                .param("by", attempt.principal())
                .query(Long.class)
                .single();
    }

    /** In the order of their ids; of every name where it is null. */
    List<EmittedEvent> after(long id, @Nullable String name, int limit) {
        return jdbc.sql(
                        """
                        select id, name, data, run, step, attempt, emitted_by, at from emitted
                         where id > :after and (cast(:name as text) is null or name = :name)
                         order by id limit :limit
                        """)
                .param("after", id)
                .param("name", name)
                .param("limit", limit)
                .query((row, at) -> event(row))
                .list();
    }

    private EmittedEvent event(ResultSet row) throws SQLException {
        return new EmittedEvent(
                row.getLong("id"),
                row.getString("name"),
                json.readValue(row.getString("data"), DATA),
                row.getObject("run", UUID.class),
                row.getString("step"),
                row.getInt("attempt"),
                row.getString("emitted_by"),
                row.getTimestamp("at").toInstant());
    }
}
