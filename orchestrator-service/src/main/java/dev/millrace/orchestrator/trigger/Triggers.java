package dev.millrace.orchestrator.trigger;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Trigger;
import dev.millrace.contracts.orchestrator.TriggerRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of triggers. */
@Component
class Triggers {

    /** So many findings may wait; while they do, nobody looks for more. */
    static final int MOST_WAITING = 1000;

    private static final int LONGEST_TROUBLE = 1000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Triggers(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<KeptTrigger> list(@Nullable String pipeline) {
        return jdbc.sql(
                        """
                        select * from trigger
                         where cast(:pipeline as text) is null or pipeline = :pipeline order by name
                        """)
                .param("pipeline", pipeline)
                .query((row, at) -> kept(row))
                .list();
    }

    KeptTrigger find(String name) {
        return maybe(name).orElseThrow(() -> missing(name));
    }

    Optional<KeptTrigger> maybe(String name) {
        return select("select * from trigger where name = :name", name);
    }

    /** The row is ours until the transaction ends. */
    Optional<KeptTrigger> locked(String name) {
        return select("select * from trigger where name = :name for update", name);
    }

    private Optional<KeptTrigger> select(String sql, String name) {
        return jdbc.sql(sql).param("name", name).query((row, at) -> kept(row)).optional();
    }

    /** Triggers whose turn it is. Others leave them alone until the lease is over. */
    List<KeptTrigger> take(int most, Duration lease) {
        return jdbc.sql(
                        """
                        update trigger set look = look + 1,
                                           next_at = database_now() + :lease * interval '1 millisecond'
                         where name in (
                               select t.name from trigger t
                                where not paused and next_at <= database_now()
                                  and not exists (
                                      select 1 from finding f
                                       where f.trigger = t.name and f.state in ('QUEUED', 'STARTING')
                                      offset :waiting)
                                order by next_at limit :most for update skip locked)
                        returning *
                        """)
                .param("lease", lease.toMillis())
                .param("waiting", MOST_WAITING - 1)
                .param("most", most)
                .query((row, at) -> kept(row))
                .list();
    }

    /** False where the trigger was changed meanwhile, or another one looks: this look is void. */
    boolean looked(KeptTrigger trigger, String cursor, Duration pause) {
        return jdbc.sql(
                                """
                                update trigger set cursor = :cursor, looked_at = database_now(),
                                       next_at = database_now() + :pause * interval '1 millisecond',
                                       trouble = null, trouble_since = null, trouble_looks = 0
                                 where name = :name and look = :look
                                """)
                        .param("cursor", cursor)
                        .param("pause", pause.toMillis())
                        .param("name", trigger.name())
                        .param("look", trigger.look())
                        .update()
                == 1;
    }

    void failed(KeptTrigger trigger, String why, Duration pause) {
        jdbc.sql(
                        """
                        update trigger set next_at = database_now() + :pause * interval '1 millisecond',
                               trouble = :why, trouble_looks = trouble_looks + 1,
                               trouble_since = coalesce(trouble_since, database_now())
                         where name = :name and look = :look
                        """)
                .param("pause", pause.toMillis())
                .param("why", why.substring(0, Math.min(why.length(), LONGEST_TROUBLE)))
                .param("name", trigger.name())
                .param("look", trigger.look())
                .update();
    }

    /** Lets another one look at once. */
    void giveBack(KeptTrigger trigger) {
        jdbc.sql("update trigger set next_at = database_now() where name = :name and look = :look")
                .param("name", trigger.name())
                .param("look", trigger.look())
                .update();
    }

    /** Makes a look that goes on void, and lets the next one begin at once. */
    void put(
            String name,
            TriggerRequest definition,
            boolean paused,
            @Nullable String cursor,
            String principal) {
        jdbc.sql(
                        """
                        insert into trigger (name, pipeline, definition, paused, cursor, next_at, updated_by)
                        values (:name, :pipeline, cast(:definition as json), :paused, :cursor,
                                database_now(), :principal)
                        on conflict (name) do update
                           set pipeline = excluded.pipeline, definition = excluded.definition,
                               paused = excluded.paused, cursor = excluded.cursor,
                               look = trigger.look + 1, next_at = excluded.next_at,
                               trouble = null, trouble_since = null, trouble_looks = 0,
                               updated_at = database_now(), updated_by = excluded.updated_by
                        """)
                .param("name", name)
                .param("pipeline", definition.pipeline())
                .param("definition", json.writeValueAsString(definition))
                .param("paused", paused)
                .param("cursor", cursor)
                .param("principal", principal)
                .update();
    }

    void pause(String name, boolean paused) {
        int changed =
                jdbc.sql(
                                """
                                update trigger set paused = :paused, next_at = database_now(), look = look + 1
                                 where name = :name
                                """)
                        .param("paused", paused)
                        .param("name", name)
                        .update();
        if (changed == 0) {
            throw missing(name);
        }
    }

    void delete(String name) {
        if (jdbc.sql("delete from trigger where name = :name").param("name", name).update() == 0) {
            throw missing(name);
        }
    }

    private static PlatformException missing(String name) {
        return new PlatformException(
                FailureCode.TRIGGER_NOT_FOUND, "there is no trigger '%s'".formatted(name));
    }

    private KeptTrigger kept(ResultSet row) throws SQLException {
        var definition = json.readValue(row.getString("definition"), TriggerRequest.class);
        return new KeptTrigger(
                row.getString("name"),
                definition,
                row.getString("cursor"),
                row.getLong("look"),
                told(row, definition));
    }

    private static Trigger told(ResultSet row, TriggerRequest definition) throws SQLException {
        boolean paused = row.getBoolean("paused");
        var trouble = row.getString("trouble");
        return new Trigger(
                row.getString("name"),
                definition,
                paused,
                orNull(row, "looked_at"),
                paused ? null : at(row, "next_at"),
                trouble == null
                        ? null
                        : new Trigger.Trouble(
                                trouble, at(row, "trouble_since"), row.getInt("trouble_looks")),
                at(row, "created_at"),
                at(row, "updated_at"),
                row.getString("updated_by"));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(orNull(row, column), column);
    }

    private static @Nullable Instant orNull(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
