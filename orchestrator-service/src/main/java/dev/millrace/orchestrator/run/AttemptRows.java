package dev.millrace.orchestrator.run;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Attempts whose work is followed. */
@Component
class AttemptRows {

    private final JdbcClient jdbc;

    AttemptRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An attempt that began earlier, with the request that it began with. */
    Attempt of(UUID run, String step, int number) {
        return jdbc.sql(
                        """
                        select step, number, token, request, job from attempt
                         where run = :run and step = :step and number = :number
                        """)
                .param("run", run)
                .param("step", step)
                .param("number", number)
                .query(Attempt.class)
                .single();
    }

    /** What was POSTed to the attempt's callback address; null as long as nothing was. */
    @Nullable String callback(UUID token) {
        return jdbc.sql("select callback from attempt where token = :token")
                .param("token", token)
                .query((row, at) -> Optional.ofNullable(row.getString("callback")))
                .single()
                .orElse(null);
    }

    /** Records the service's answer; only for the owner of the run. */
    void accepted(HeldRun run, Attempt attempt, UUID job) {
        jdbc.sql(
                        """
                        with known as (
                            update attempt a set job = :job
                              from run r
                             where r.id = :run and r.generation = :generation
                               and a.run = :run and a.step = :step and a.number = :number)
                        update step s set job = :job
                          from run r
                         where r.id = :run and r.generation = :generation
                           and s.run = :run and s.name = :step and s.attempt = :number
                        """)
                .param("job", job)
                .param("run", run.id())
                .param("generation", run.generation())
                .param("step", attempt.step())
                .param("number", attempt.number())
                .update();
    }
}
