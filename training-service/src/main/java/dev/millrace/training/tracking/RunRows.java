package dev.millrace.training.tracking;

import dev.millrace.contracts.training.RunSearch.View;
import dev.millrace.contracts.training.RunStatus;
import dev.millrace.contracts.training.TrackedRun;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.filter.Filters;
import dev.millrace.training.filter.Parameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of runs; what may happen to them is decided in {@link Runs}. */
@Repository
class RunRows {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RunMapping mapping;

    RunRows(JdbcClient jdbc, JsonMapper json, ObjectStore store, MetricPoints points) {
        this.jdbc = jdbc;
        this.json = json;
        mapping = new RunMapping(json, store, points);
    }

    /** Writes a run that is running; its artifacts are ours unless the location says otherwise. */
    void insert(NewRun run, @Nullable String artifactPrefix, @Nullable String artifactUri) {
        jdbc.sql(
                        """
                        insert into run (run_id, experiment, name, principal, status, start_time,
                               artifact_prefix, artifact_uri, tags)
                        values (:id, :experiment, :name, :principal, 'RUNNING', :start,
                               :prefix, :uri, :tags::jsonb)
                        """)
                .param("id", run.id())
                .param("experiment", Experiments.number(run.experiment()))
                .param("name", run.name())
                .param("principal", run.principal())
                .param("start", run.startTime())
                .param("prefix", artifactPrefix)
                .param("uri", artifactUri)
                .param("tags", json.writeValueAsString(run.tags()))
                .update();
    }

    Optional<RunRow> find(UUID id) {
        return row("select * from run where run_id = :id", id);
    }

    /** Until the end of the transaction nobody else changes the row. */
    Optional<RunRow> lock(UUID id) {
        return row("select * from run where run_id = :id for update", id);
    }

    Optional<TrackedRun> show(UUID id) {
        return mapping
                .runs(jdbc.sql("select * from run_now where run_id = :id").param("id", id))
                .stream()
                .findFirst();
    }

    /** One more than the limit, if there are more. */
    List<TrackedRun> search(RunQuery query) {
        var parameters = new Parameters();
        var where = Filters.where(query.filter(), RunVocabulary.INSTANCE, parameters);
        var order = Filters.orderBy(query.orderBy(), RunVocabulary.INSTANCE, parameters);
        var experiments = query.experiments();
        return mapping.runs(
                jdbc.sql(
                                """
                                select * from run_now r
                                 where (:everywhere or r.experiment = any(:experiments))
                                   and (:all or r.deleted = :deleted) and %s
                                 order by %s r.start_time desc, r.id desc offset :offset limit :limit
                                """
                                        .formatted(where, order))
                        .param("everywhere", experiments == null)
                        .param(
                                "experiments",
                                experiments == null
                                        ? new Long[0]
                                        : experiments.toArray(Long[]::new))
                        .param("all", query.view() == View.ALL)
                        .param("deleted", query.view() == View.DELETED)
                        .param("offset", query.offset())
                        .param("limit", query.limit() + 1L)
                        .params(parameters.values()));
    }

    /** What is null stays. */
    void update(
            long id, @Nullable RunStatus status, @Nullable Long endTime, @Nullable String name) {
        jdbc.sql(
                        """
                        update run set status = coalesce(:status, status),
                               end_time = coalesce(:end, end_time), name = coalesce(:name, name)
                         where id = :id
                        """)
                .param("status", status == null ? null : status.name())
                .param("end", endTime, java.sql.Types.BIGINT)
                .param("name", name)
                .param("id", id)
                .update();
    }

    void add(long id, Map<String, String> params, Map<String, String> tags) {
        jdbc.sql(
                        """
                        update run set params = params || :params::jsonb, tags = tags || :tags::jsonb
                         where id = :id
                        """)
                .param("params", json.writeValueAsString(params))
                .param("tags", json.writeValueAsString(tags))
                .param("id", id)
                .update();
    }

    void addInputs(long id, String inputs) {
        jdbc.sql("update run set inputs = inputs || :inputs::jsonb where id = :id")
                .param("inputs", inputs)
                .param("id", id)
                .update();
    }

    String inputs(UUID id) {
        return jdbc.sql("select inputs from run where run_id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    /** False if there was no such tag. */
    boolean removeTag(long id, String key) {
        return jdbc.sql(
                                """
                                update run set tags = tags - :key
                                 where id = :id and tags ->> :key is not null
                                """)
                        .param("key", key)
                        .param("id", id)
                        .update()
                == 1;
    }

    void setDeleted(long id, boolean deleted) {
        jdbc.sql("update run set deleted = :deleted where id = :id")
                .param("deleted", deleted)
                .param("id", id)
                .update();
    }

    private Optional<RunRow> row(String sql, UUID id) {
        return jdbc.sql(sql).param("id", id).query(this::row).optional();
    }

    private RunRow row(ResultSet row, int index) throws SQLException {
        return new RunRow(
                row.getLong("id"),
                row.getObject("run_id", UUID.class),
                row.getBoolean("deleted"),
                json.readValue(row.getString("params"), TEXTS),
                row.getObject("job", UUID.class),
                row.getString("artifact_prefix"));
    }
}
