package dev.millrace.orchestrator.reuse;

import dev.millrace.contracts.orchestrator.ReusedResult;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All kept results. */
@Component
class Results {

    private static final TypeReference<Map<String, Object>> OUTPUTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Results(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<Result> find(String key, Duration age) {
        return jdbc.sql(
                        """
                        select run, step, outputs, created_at from result
                         where key = :key
                           and created_at > (select database_now() - :age * interval '1 millisecond')
                        """)
                .param("key", key)
                .param("age", age.toMillis())
                .query((row, at) ->
                        new Result(
                                key,
                                new ReusedResult(
                                        row.getObject("run", UUID.class),
                                        row.getString("step"),
                                        row.getObject("created_at", OffsetDateTime.class)
                                                .toInstant()),
                                json.readValue(row.getString("outputs"), OUTPUTS)))
                .optional();
    }

    /** Somebody wants results of that age. */
    void keepFor(Result result, Duration age) {
        jdbc.sql(
                        """
                        update result set keep_until = created_at + :age * interval '1 millisecond'
                         where key = :key
                           and keep_until < created_at + :age * interval '1 millisecond'
                        """)
                .param("age", age.toMillis())
                .param("key", result.key())
                .update();
    }

    /** The last one stands: it is the one whose artifacts live longest. */
    void keep(String key, UUID run, String step, int attempt, Object outputs, Duration age) {
        jdbc.sql(
                        """
                        insert into result (key, run, step, attempt, outputs, keep_until)
                        values (:key, :run, :step, :attempt, cast(:outputs as json),
                                database_now() + :age * interval '1 millisecond')
                        on conflict (key) do update
                           set run = excluded.run, step = excluded.step,
                               attempt = excluded.attempt, outputs = excluded.outputs,
                               created_at = excluded.created_at,
                               keep_until = greatest(result.keep_until, excluded.keep_until)
                        """)
                .param("key", key)
                .param("run", run)
                .param("step", step)
                .param("attempt", attempt)
                .param("outputs", json.writeValueAsString(outputs))
                .param("age", age.toMillis())
                .update();
    }

    /** Unless it was replaced meanwhile. */
    void forget(Result result) {
        jdbc.sql("delete from result where key = :key and created_at = :at")
                .param("key", result.key())
                .param("at", result.from().at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Deletes some of those that nobody wants any more; how many. */
    int deleteOld(int most) {
        return jdbc.sql(
                        """
                        delete from result where key in (
                               select key from result
                                where keep_until < (select database_now())
                                order by keep_until limit :most for update skip locked)
                        """)
                .param("most", most)
                .update();
    }
}
