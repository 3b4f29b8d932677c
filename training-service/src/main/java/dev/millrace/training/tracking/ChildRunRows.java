package dev.millrace.training.tracking;

import dev.millrace.contracts.training.RunStatus;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The rows of runs below a job's run: in its experiment, with its tags and lineage. */
@Repository
class ChildRunRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ChildRunRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Adds or changes it; answers its narrow key, or nothing if the job was taken over.
     *
     * @param now when it began, if it is new, and when it ended, if it has
     */
    Optional<Long> put(UUID job, int attempt, ChildRun child, long now) {
        var id = child.id(job);
        return jdbc.sql(
                        """
                        insert into run (run_id, experiment, name, principal, status, start_time, end_time,
                               artifact_prefix, params, tags, lineage, cost, job, attempt)
                        select :id, p.experiment, :name, p.principal, :status, :start, :end,
                               :prefix, :params::jsonb, p.tags || :tags::jsonb, p.lineage, :cost::jsonb, p.job, p.attempt
                          from run p where p.run_id = :job and p.attempt = :attempt for share
                        on conflict (run_id) do update
                           set status = excluded.status, end_time = excluded.end_time, cost = excluded.cost,
                               tags = run.tags || excluded.tags, attempt = excluded.attempt
                        returning id
                        """)
                .param("id", id)
                .param("name", child.name())
                .param("status", child.state().status().name())
                .param("start", start(child, now))
                .param("end", end(child, now), java.sql.Types.BIGINT)
                .param("prefix", Runs.artifacts(id))
                .param("params", json.writeValueAsString(child.params()))
                .param("tags", json.writeValueAsString(tags(job, child)))
                .param("cost", json.writeValueAsString(child.state().cost()))
                .param("job", job)
                .param("attempt", attempt)
                .query(Long.class)
                .optional();
    }

    /** One that is told once, when it has ended, began as long ago as it took. */
    private static long start(ChildRun child, long now) {
        return now - Math.round(child.state().cost().wallSeconds() * 1000);
    }

    private static @Nullable Long end(ChildRun child, long now) {
        return child.state().status() == RunStatus.RUNNING ? null : Long.valueOf(now);
    }

    private static TreeMap<String, String> tags(UUID job, ChildRun child) {
        var tags = new TreeMap<>(child.state().tags());
        tags.put(ChildRun.PARENT_TAG, RunIds.text(job));
        tags.put(Runs.NAME_TAG, child.name());
        return tags;
    }
}
