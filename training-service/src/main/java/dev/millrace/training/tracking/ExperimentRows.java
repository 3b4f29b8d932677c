package dev.millrace.training.tracking;

import dev.millrace.contracts.training.Experiment;
import dev.millrace.contracts.training.RunSearch.View;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.filter.Filters;
import dev.millrace.training.filter.Parameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of experiments; what may happen to them is decided in {@link Experiments}. */
@Repository
class ExperimentRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ObjectStore store;

    ExperimentRows(JdbcClient jdbc, JsonMapper json, ObjectStore store) {
        this.jdbc = jdbc;
        this.json = json;
        this.store = store;
    }

    /** The id of a new one; nothing if the name is taken. */
    Optional<Long> insert(
            String name, @Nullable String location, Map<String, String> tags, Instant now) {
        return jdbc.sql(
                        """
                        insert into experiment (name, artifact_location, tags, created_at, updated_at)
                        values (:name, :location, :tags::jsonb, :now, :now)
                        on conflict (name) do nothing
                        returning id
                        """)
                .param("name", name)
                .param("location", location)
                .param("tags", json.writeValueAsString(tags))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional();
    }

    Optional<Experiment> byId(long id) {
        return jdbc.sql("select * from experiment where id = :id")
                .param("id", id)
                .query(this::experiment)
                .optional();
    }

    Optional<Experiment> byName(String name) {
        return jdbc.sql("select * from experiment where name = :name")
                .param("name", name)
                .query(this::experiment)
                .optional();
    }

    /** One more than the limit, if there are more. */
    List<Experiment> search(
            @Nullable String filter,
            @Nullable List<String> orderBy,
            View view,
            long offset,
            int limit) {
        var parameters = new Parameters();
        var where = Filters.where(filter, ExperimentVocabulary.INSTANCE, parameters);
        var order = Filters.orderBy(orderBy, ExperimentVocabulary.INSTANCE, parameters);
        return jdbc.sql(
                        """
                        select * from experiment e
                         where (:all or e.deleted = :deleted) and %s
                         order by %s e.updated_at desc, e.id desc offset :offset limit :limit
                        """
                                .formatted(where, order))
                .param("all", view == View.ALL)
                .param("deleted", view == View.DELETED)
                .param("offset", offset)
                .param("limit", limit + 1L)
                .params(parameters.values())
                .query(this::experiment)
                .list();
    }

    /** Throws DuplicateKeyException if the name is taken. */
    void rename(long id, String name, Instant now) {
        jdbc.sql("update experiment set name = :name, updated_at = :now where id = :id")
                .param("name", name)
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void setTags(long id, Map<String, String> tags, Instant now) {
        jdbc.sql(
                        """
                        update experiment set tags = tags || :tags::jsonb, updated_at = :now
                         where id = :id
                        """)
                .param("tags", json.writeValueAsString(tags))
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void setDeleted(long id, boolean deleted, Instant now) {
        jdbc.sql("update experiment set deleted = :deleted, updated_at = :now where id = :id")
                .param("deleted", deleted)
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private Experiment experiment(ResultSet row, int index) throws SQLException {
        var location = row.getString("artifact_location");
        return new Experiment(
                Long.toString(row.getLong("id")),
                row.getString("name"),
                location == null ? store.uri("training/runs") : location,
                row.getBoolean("deleted"),
                json.readValue(row.getString("tags"), new TypeReference<Map<String, String>>() {}),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
