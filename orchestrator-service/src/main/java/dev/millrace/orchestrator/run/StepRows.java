package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.orchestrator.StepState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Steps and attempts. Every change here happens inside a {@link RunTransaction}, whose lock says
 * that the run is ours.
 */
@Component
class StepRows {

    private static final TypeReference<Map<String, Object>> OUTPUTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    StepRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The number of the attempt that starts, and of those before the last resumption. */
    record Started(int attempt, int attemptBase) {}

    /** READY becomes RUNNING; empty where the step is not READY any more. */
    Optional<Started> start(UUID run, String step, @Nullable String service, Duration timeout) {
        return jdbc.sql(
                        """
                        update step
                           set state = 'RUNNING', attempt = attempt + 1, progress = 0,
                               message = 'starting', service = :service, job = null,
                               failure = null, due_at = null, started_at = database_now(),
                               ended_at = null,
                               deadline = database_now() + :timeout * interval '1 millisecond'
                         where run = :run and name = :step and state = 'READY'
                        returning attempt, attempt_base
                        """)
                .param("service", service)
                .param("timeout", timeout.toMillis())
                .param("run", run)
                .param("step", step)
                .query(Started.class)
                .optional();
    }

    void insertAttempt(UUID run, Attempt attempt) {
        jdbc.sql(
                        """
                        insert into attempt (run, step, number, state, token, request, started_at)
                        values (:run, :step, :number, 'RUNNING', :token, cast(:request as json),
                                database_now())
                        """)
                .param("run", run)
                .param("step", attempt.step())
                .param("number", attempt.number())
                .param("token", attempt.token())
                .param("request", attempt.request())
                .update();
    }

    /** An attempt that ran inside the transaction. */
    void insertEndedAttempt(
            UUID run, String step, int number, StepState state, @Nullable Failure failure) {
        jdbc.sql(
                        """
                        insert into attempt
                               (run, step, number, state, failure, started_at, ended_at)
                        values (:run, :step, :number, :state, cast(:failure as json),
                                database_now(), database_now())
                        """)
                .param("run", run)
                .param("step", step)
                .param("number", number)
                .param("state", state.name())
                .param("failure", written(failure))
                .update();
    }

    /** The attempt of a RUNNING step. */
    Optional<Attempt> attempt(UUID run, String step) {
        return jdbc.sql(
                        """
                        select a.step, a.number, s.attempt_base as base, a.token, a.request, a.job
                          from attempt a
                          join step s on s.run = a.run and s.name = a.step and s.attempt = a.number
                         where a.run = :run and a.step = :step and s.state = 'RUNNING'
                        """)
                .param("run", run)
                .param("step", step)
                .query(Attempt.class)
                .optional();
    }

    void job(UUID run, Attempt attempt, UUID job) {
        jdbc.sql(
                        """
                        with known as (
                            update attempt set job = :job
                             where run = :run and step = :step and number = :number)
                        update step set job = :job
                         where run = :run and name = :step and attempt = :number
                           and state = 'RUNNING'
                        """)
                .param("job", job)
                .param("run", run)
                .param("step", attempt.step())
                .param("number", attempt.number())
                .update();
    }

    boolean progress(UUID run, Attempt attempt, double progress, String message) {
        return jdbc.sql(
                                """
                                update step set progress = :progress, message = :message
                                 where run = :run and name = :step and attempt = :number
                                   and state = 'RUNNING'
                                """)
                        .param("progress", progress)
                        .param("message", message)
                        .param("run", run)
                        .param("step", attempt.step())
                        .param("number", attempt.number())
                        .update()
                == 1;
    }

    /** What a RUNNING step becomes. {@code pause} is for RETRYING only. */
    record End(
            StepState state,
            String message,
            @Nullable Map<String, Object> outputs,
            @Nullable Failure failure,
            Duration pause) {}

    /** How long the attempt took; empty where its outcome is already recorded. */
    Optional<Duration> end(UUID run, String step, int number, End end) {
        return jdbc.sql(
                        """
                        update step
                           set state = :state, message = :message,
                               progress = case when :state = 'SUCCEEDED' then 1 else progress end,
                               outputs = cast(:outputs as json), failure = cast(:failure as json),
                               due_at = case when :state = 'RETRYING'
                                             then database_now() + :pause * interval '1 millisecond' end,
                               ended_at = case when :state <> 'RETRYING' then database_now() end
                         where run = :run and name = :step and attempt = :number and state = 'RUNNING'
                        returning extract(epoch from database_now() - started_at)
                        """)
                .param("state", end.state().name())
                .param("message", end.message())
                .param(
                        "outputs",
                        end.outputs() == null ? null : json.writeValueAsString(end.outputs()))
                .param("failure", written(end.failure()))
                .param("pause", end.pause().toMillis())
                .param("run", run)
                .param("step", step)
                .param("number", number)
                .query(Double.class)
                .optional()
                .map(seconds -> Duration.ofNanos((long) (seconds * 1e9)));
    }

    void endAttempt(UUID run, String step, int number, StepState state, @Nullable Failure failure) {
        jdbc.sql(
                        """
                        update attempt
                           set state = :state, failure = cast(:failure as json),
                               ended_at = database_now()
                         where run = :run and step = :step and number = :number
                        """)
                .param("state", state.name())
                .param("failure", written(failure))
                .param("run", run)
                .param("step", step)
                .param("number", number)
                .update();
    }

    /** A dependant of a step that ended. */
    record Settled(String name, int unmet, int spoiled) {}

    /**
     * Tells the dependants that a step which they need has ended; those that waited for nothing
     * else become READY, unless one that they need did not succeed.
     */
    List<Settled> settle(UUID run, List<String> dependants, boolean succeeded) {
        if (dependants.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        update step
                           set unmet = unmet - 1, spoiled = spoiled + :spoilt,
                               state = case when unmet = 1 and spoiled + :spoilt = 0
                                            then 'READY' else state end
                         where run = :run and name = any(:names) and state = 'WAITING'
                        returning name, unmet, spoiled
                        """)
                .param("spoilt", succeeded ? 0 : 1)
                .param("run", run)
                .param("names", dependants.toArray(String[]::new))
                .query((row, at) ->
                        new Settled(
                                row.getString("name"), row.getInt("unmet"), row.getInt("spoiled")))
                .list();
    }

    void skip(UUID run, String step, String reason) {
        jdbc.sql(
                        """
                        update step
                           set state = 'SKIPPED', message = :reason, ended_at = database_now()
                         where run = :run and name = :step
                        """)
                .param("reason", reason)
                .param("run", run)
                .param("step", step)
                .update();
    }

    Map<String, StepState> states(UUID run, Collection<String> steps) {
        var states = new LinkedHashMap<String, StepState>();
        jdbc.sql(
                        "select name, state from step where run = :run and name = any(:names) order by position")
                .param("run", run)
                .param("names", steps.toArray(String[]::new))
                .query(row -> {
                    states.put(row.getString("name"), StepState.valueOf(row.getString("state")));
                });
        return states;
    }

    Map<String, Map<String, Object>> outputs(UUID run, Collection<String> steps) {
        var outputs = new HashMap<String, Map<String, Object>>();
        if (steps.isEmpty()) {
            return outputs;
        }
        jdbc.sql(
                        """
                        select name, outputs from step
                         where run = :run and name = any(:names) and outputs is not null
                        """)
                .param("run", run)
                .param("names", steps.toArray(String[]::new))
                .query(row -> {
                    outputs.put(
                            row.getString("name"),
                            json.readValue(row.getString("outputs"), OUTPUTS));
                });
        return outputs;
    }

    private @Nullable String written(@Nullable Failure failure) {
        return failure == null ? null : json.writeValueAsString(failure);
    }
}
