package dev.millrace.orchestrator.task;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.EmitRequest;
import dev.millrace.contracts.orchestrator.EmittedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was told whoever listens. */
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

    /** What was told under a key; whether just now, or before. */
    record Added(EmittedEvent event, boolean now, boolean same) {}

    /** The first time's where the attempt added one before. */
    EmittedEvent add(TaskAttempt attempt, EmitRequest told) {
        return add(
                        attempt.key(),
                        told,
                        attempt.run(),
                        attempt.step(),
                        attempt.number(),
                        attempt.principal())
                .event();
    }

    /**
     * Of somebody who is no run. The first one's where the key was used before.
     *
     * @throws PlatformException if that was for another request
     */
    Added add(@Nullable String key, EmitRequest told, String by) {
        // No attempt's key has this form, and nobody else's event.
        var own = "%s by %s".formatted(key == null ? UUID.randomUUID() : key, by);
        var added = add(own, told, null, null, null, by);
        if (!added.same()) {
            throw new PlatformException(
                    FailureCode.IDEMPOTENCY_KEY_REUSED,
                    "The Idempotency-Key \"%s\" was already used for another request (event %d). Use a new key."
                            .formatted(key, added.event().id()));
        }
        return added;
    }

    private Added add(
            String key,
            EmitRequest told,
            @Nullable UUID run,
            @Nullable String step,
            @Nullable Integer attempt,
            String by) {
        var data = json.writeValueAsString(Objects.requireNonNullElse(told.data(), Map.of()));
        return jdbc.sql(
                        """
                        insert into emitted (key, name, data, run, step, attempt, emitted_by)
                        values (:key, :name, cast(:data as json), :run, :step, :attempt, :by)
                        on conflict (key) do update set key = excluded.key
                        returning id, name, data, run, step, attempt, emitted_by, at, xmax = 0 as now,
                                  name = :name and data::jsonb = cast(:data as jsonb) as same
                        """)
                .param("key", key)
                .param("name", told.name())
                .param("data", data)
                .param("run", run)
                .param("step", step)
                .param("attempt", attempt)
                .param("by", by)
                .query((row, at) ->
                        new Added(event(row), row.getBoolean("now"), row.getBoolean("same")))
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
                row.getObject("attempt", Integer.class),
                row.getString("emitted_by"),
                row.getTimestamp("at").toInstant());
    }
}
