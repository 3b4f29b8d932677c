package dev.millrace.orchestrator.schedule;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.ScheduleRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of schedules. */
@Component
class Schedules {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Schedules(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<Kept> list(@Nullable String pipeline) {
        return jdbc.sql(
                        """
                        select * from schedule
                         where cast(:pipeline as text) is null or pipeline = :pipeline order by name
                        """)
                .param("pipeline", pipeline)
                .query((row, at) -> kept(row))
                .list();
    }

    Kept find(String name) {
        return jdbc.sql("select * from schedule where name = :name")
                .param("name", name)
                .query((row, at) -> kept(row))
                .optional()
                .orElseThrow(() -> missing(name));
    }

    /** The row is ours until the transaction ends. */
    Optional<Kept> locked(String name) {
        return jdbc.sql("select * from schedule where name = :name for update")
                .param("name", name)
                .query((row, at) -> kept(row))
                .optional();
    }

    /** Schedules with an instant to decide about, ours until the transaction ends. */
    List<Kept> due(Instant now, int most) {
        return jdbc.sql(
                        """
                        select * from schedule where not paused and next_at <= :now
                         order by next_at limit :most for update skip locked
                        """)
                .param("now", Times.utc(now))
                .param("most", most)
                .query((row, at) -> kept(row))
                .list();
    }

    /** Schedules with instants in the queue, ours until the transaction ends. */
    List<Kept> queued(int most) {
        return jdbc.sql(
                        """
                        select * from schedule s
                         where not paused
                           and exists (select 1 from firing f
                                        where f.schedule = s.name and f.state = 'QUEUED'
                                          and f.backfill is null)
                         order by name limit :most for update skip locked
                        """)
                .param("most", most)
                .query((row, at) -> kept(row))
                .list();
    }

    void put(
            String name,
            ScheduleRequest definition,
            @Nullable Instant next,
            Instant now,
            String principal) {
        jdbc.sql(
                        """
                        insert into schedule
                               (name, pipeline, definition, next_at, created_at, updated_at, updated_by)
                        values (:name, :pipeline, cast(:definition as json), :next, :now, :now, :principal)
                        on conflict (name) do update
                           set pipeline = excluded.pipeline, definition = excluded.definition,
                               next_at = excluded.next_at, updated_at = excluded.updated_at,
                               updated_by = excluded.updated_by
                        """)
                .param("name", name)
                .param("pipeline", definition.pipeline())
                .param("definition", json.writeValueAsString(definition))
                .param("next", Times.utc(next))
                .param("now", Times.utc(now))
                .param("principal", principal)
                .update();
    }

    void goOnAt(String name, @Nullable Instant next) {
        jdbc.sql("update schedule set next_at = :next where name = :name")
                .param("next", Times.utc(next))
                .param("name", name)
                .update();
    }

    void pause(String name, boolean paused) {
        jdbc.sql("update schedule set paused = :paused where name = :name")
                .param("paused", paused)
                .param("name", name)
                .update();
    }

    void delete(String name) {
        if (jdbc.sql("delete from schedule where name = :name").param("name", name).update() == 0) {
            throw missing(name);
        }
    }

    static PlatformException missing(String name) {
        return new PlatformException(
                FailureCode.SCHEDULE_NOT_FOUND, "there is no schedule '%s'".formatted(name));
    }

    private Kept kept(ResultSet row) throws SQLException {
        var definition = json.readValue(row.getString("definition"), ScheduleRequest.class);
        return new Kept(
                row.getString("name"),
                definition,
                ScheduleCheck.timing(definition),
                row.getBoolean("paused"),
                Times.maybe(row, "next_at"),
                Times.at(row, "created_at"),
                Times.at(row, "updated_at"),
                row.getString("updated_by"));
    }
}
