package dev.millrace.training.tracking;

import dev.millrace.contracts.training.RunCost;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of runs that jobs write. Every write names the attempt: an older one changes nothing.
 */
@Repository
class JobRunRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JobRunRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The narrow key of the run, which begins, or begins again; nothing if it was taken over. */
    Optional<Long> begin(NewRun run, JobRunStart start, int attempt, String artifactPrefix) {
        return jdbc.sql(
                        """
                        insert into run (run_id, experiment, name, principal, status, start_time,
                               artifact_prefix, params, tags, lineage, job, attempt)
                        values (:id, :experiment, :name, :principal, 'RUNNING', :start,
                               :prefix, :params::jsonb, :tags::jsonb, :lineage::jsonb, :id, :attempt)
                        on conflict (run_id) do update
                           set artifact_prefix = excluded.artifact_prefix,
                               tags = run.tags || excluded.tags, attempt = excluded.attempt
                         where run.attempt < excluded.attempt
                        returning id
                        """)
                .param("id", run.id())
                .param("experiment", Experiments.number(run.experiment()))
                .param("name", run.name())
                .param("principal", run.principal())
                .param("start", run.startTime())
                .param("prefix", artifactPrefix)
                .param("params", json.writeValueAsString(start.params()))
                .param("tags", json.writeValueAsString(run.tags()))
                .param("lineage", json.writeValueAsString(start.lineage()))
                .param("attempt", attempt)
                .query(Long.class)
                .optional();
    }

    void add(long id, Map<String, String> params) {
        jdbc.sql("update run set params = params || :params::jsonb where id = :id")
                .param("params", json.writeValueAsString(params))
                .param("id", id)
                .update();
    }

    /** Until the end of the transaction no later attempt begins; false if one has. */
    boolean cost(long id, int attempt, RunCost cost) {
        return jdbc.sql(
                                """
                                update run set cost = :cost::jsonb where id = :id and attempt = :attempt
                                """)
                        .param("cost", json.writeValueAsString(cost))
                        .param("id", id)
                        .param("attempt", attempt)
                        .update()
                == 1;
    }

    void finish(long id, Map<String, String> tags, Map<String, String> environment, Instant now) {
        jdbc.sql(
                        """
                        update run set status = 'FINISHED', end_time = :now, tags = tags || :tags::jsonb,
                               environment = :environment::jsonb
                         where id = :id
                        """)
                .param("now", now.toEpochMilli())
                .param("tags", json.writeValueAsString(tags))
                .param("environment", json.writeValueAsString(environment))
                .param("id", id)
                .update();
    }
}
