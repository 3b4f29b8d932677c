package dev.millrace.kit.job;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobState;
import dev.millrace.kit.observe.Correlation;
import dev.millrace.kit.web.CurrentPrincipal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of jobs. Every change of state is one statement that names what it expects. */
class JobRows {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final String COLUMNS =
            "id, kind, state, attempt, progress, message, result, failure, created_at, started_at, ended_at";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JobRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    record Accepted(UUID id, String requestHash) {}

    /** A job that this instance has just started. */
    record Started(
            UUID id,
            String kind,
            int attempt,
            String request,
            String principal,
            @Nullable String run,
            @Nullable String step,
            @Nullable String callbackUrl) {}

    /**
     * Inserts a job and what makes db-scheduler start it, in one statement: somebody waits for the
     * answer. Empty where the key was used before.
     *
     * @param task db-scheduler's name of it
     */
    Optional<Job> insert(UUID id, Submission submission, String task, Instant now) {
        return jdbc.sql(
                        """
                        with inserted as (
                            insert into job (id, kind, state, request, request_hash, idempotency_key, callback_url,
                                             principal, run, step, message, created_at)
                            values (:id, :kind, 'QUEUED', :request::json, :hash, :key, :callback,
                                    :principal, :run, :step, 'waiting to be started', :now)
                            on conflict (idempotency_key) do nothing
                            returning %1$s),
                        scheduled as (
                            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                            select :task, id::text, :now, false, 1 from inserted)
                        select %1$s from inserted
                        """
                                .formatted(COLUMNS))
                .param("task", task)
                .param("id", id)
                .param("kind", submission.kind())
                .param("request", submission.request())
                .param("hash", submission.requestHash())
                .param("key", submission.idempotencyKey())
                .param("callback", submission.callbackUrl())
                .param("principal", CurrentPrincipal.name())
                .param("run", Correlation.run())
                .param("step", Correlation.step())
                .param("now", Timestamp.from(now))
                .query(this::job)
                .optional();
    }

    Accepted findByKey(@Nullable String key) {
        return jdbc.sql("select id, request_hash from job where idempotency_key = :key")
                .param("key", key)
                .query((row, n) -> new Accepted(row.getObject(1, UUID.class), row.getString(2)))
                .single();
    }

    /** Starts the next attempt; empty if the job has ended. */
    Optional<Started> start(UUID id, Instant now) {
        return jdbc.sql(
                        """
                        update job
                           set state = 'RUNNING', attempt = attempt + 1, started_at = coalesce(started_at, :now)
                         where id = :id and state in ('QUEUED', 'RUNNING')
                        returning id, kind, attempt, request, principal, run, step, callback_url
                        """)
                .param("id", id)
                .param("now", Timestamp.from(now))
                .query(Started.class)
                .optional();
    }

    /** Locks the job's row if it still runs as this attempt. */
    boolean lock(UUID id, int attempt) {
        return jdbc.sql(
                        "select id from job where id = :id and attempt = :attempt and state = 'RUNNING' for update")
                .param("id", id)
                .param("attempt", attempt)
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    boolean isCurrent(UUID id, int attempt) {
        return jdbc.sql(
                        "select 1 from job where id = :id and attempt = :attempt and state = 'RUNNING'")
                .param("id", id)
                .param("attempt", attempt)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Whether this attempt is the one whose result counts. */
    boolean isPublished(UUID id, int attempt) {
        return jdbc.sql(
                        "select 1 from job where id = :id and attempt = :attempt and state = 'SUCCEEDED'")
                .param("id", id)
                .param("attempt", attempt)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    boolean progress(UUID id, int attempt, double share, String message) {
        return jdbc.sql(
                                """
                                update job set progress = :share, message = :message
                                 where id = :id and attempt = :attempt and state = 'RUNNING'
                                """)
                        .param("id", id)
                        .param("attempt", attempt)
                        .param("share", share)
                        .param("message", message)
                        .update()
                == 1;
    }

    boolean succeed(UUID id, int attempt, Map<String, Object> result, Instant now) {
        return jdbc.sql(
                                """
                                update job set state = 'SUCCEEDED', progress = 1, message = 'done',
                                       result = :result::jsonb, ended_at = :now
                                 where id = :id and attempt = :attempt and state = 'RUNNING'
                                """)
                        .param("id", id)
                        .param("attempt", attempt)
                        .param("result", toJson(result))
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    boolean fail(UUID id, int attempt, Failure failure, Instant now) {
        return jdbc.sql(
                                """
                                update job set state = 'FAILED', message = :message, failure = :failure::jsonb,
                                       ended_at = :now
                                 where id = :id and attempt = :attempt and state = 'RUNNING'
                                """)
                        .param("id", id)
                        .param("attempt", attempt)
                        .param("message", failure.message())
                        .param("failure", toJson(failure))
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    boolean cancel(UUID id, Instant now) {
        return jdbc.sql(
                                """
                                update job set state = 'CANCELLED', message = 'cancelled', ended_at = :now
                                 where id = :id and state in ('QUEUED', 'RUNNING')
                                """)
                        .param("id", id)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from job where id = :id")
                .param("id", id)
                .query(this::job)
                .optional();
    }

    List<Job> latest(int limit) {
        return jdbc.sql("select " + COLUMNS + " from job order by created_at desc, id limit :limit")
                .param("limit", limit)
                .query(this::job)
                .list();
    }

    Optional<String> callback(UUID id) {
        return jdbc.sql("select callback_url from job where id = :id and callback_url is not null")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /**
     * Key prefixes, without the service's own, of attempts that are at work: {@code
     * kind/id/attempt/}.
     */
    List<String> runningAttempts() {
        return jdbc.sql(
                        "select kind || '/' || id || '/' || attempt || '/' from job where state = 'RUNNING'")
                .query((row, n) -> row.getString(1))
                .list();
    }

    String toJson(Object value) {
        return json.writeValueAsString(value);
    }

    private Job job(ResultSet row, int number) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                JobState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getDouble("progress"),
                row.getString("message"),
                fromJson(row.getString("result"), OBJECT),
                fromJson(row.getString("failure"), new TypeReference<Failure>() {}),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("ended_at")));
    }

    private <T> @Nullable T fromJson(@Nullable String text, TypeReference<T> type) {
        return text == null ? null : json.readValue(text, type);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
