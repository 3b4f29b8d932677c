package dev.millrace.training.registry;

import dev.millrace.training.filter.Filters;
import dev.millrace.training.filter.Parameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of models with what MLflow's clients add to them. */
@Repository
class CatalogueModelRows {

    private static final String SELECT =
            """
            select m.*, coalesce((select jsonb_object_agg(a.alias, a.number)
                                    from model_alias a where a.model = m.name), '{}') as aliases
              from model m where not m.deleted
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CatalogueModelRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** False if there is one of that name. A deleted one comes back, empty, and counts on. */
    boolean insert(String name, String description, Map<String, String> tags, Instant now) {
        return jdbc.sql(
                                """
                                insert into model (name, description, tags, created_at, updated_at)
                                values (:name, :description, :tags::jsonb, :now, :now)
                                on conflict (name) do update
                                   set description = excluded.description, tags = excluded.tags,
                                       created_at = :now, updated_at = :now, deleted = false
                                 where model.deleted
                                """)
                        .param("name", name)
                        .param("description", description)
                        .param("tags", json.writeValueAsString(tags))
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    Optional<RegisteredModel> find(String name) {
        return jdbc.sql(SELECT + " and m.name = :name")
                .param("name", name)
                .query(this::model)
                .optional();
    }

    /** One more than the limit, if there are more. */
    List<RegisteredModel> search(CatalogueQuery query) {
        var parameters = new Parameters();
        var where = Filters.where(query.filter(), CatalogueVocabulary.MODELS, parameters);
        var order = Filters.orderBy(query.orderBy(), CatalogueVocabulary.MODELS, parameters);
        return jdbc.sql(
                        SELECT
                                + " and %s order by %s m.name offset :offset limit :limit"
                                        .formatted(where, order))
                .param("offset", query.offset())
                .param("limit", query.limit() + 1L)
                .params(parameters.values())
                .query(this::model)
                .list();
    }

    void describe(String name, String description, Instant now) {
        update("description = :value", name, description, now);
    }

    void addTags(String name, Map<String, String> tags, Instant now) {
        update("tags = tags || :value::jsonb", name, json.writeValueAsString(tags), now);
    }

    void removeTag(String name, String key, Instant now) {
        update("tags = tags - :value", name, key, now);
    }

    /** Only of a model without trained versions; external ones go with it. */
    void delete(String name, Instant now) {
        jdbc.sql("delete from model_alias where model = :name").param("name", name).update();
        jdbc.sql("delete from registered_version where model = :name and external")
                .param("name", name)
                .update();
        update("deleted = true, description = :value, tags = '{}'", name, "", now);
    }

    boolean hasTrainedVersions(String name) {
        return jdbc.sql("select exists (select from model_version where model = :name)")
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    private void update(String change, String name, String value, Instant now) {
        jdbc.sql("update model set " + change + ", updated_at = :now where name = :name")
                .param("value", value)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("name", name)
                .update();
    }

    private RegisteredModel model(ResultSet row, int index) throws SQLException {
        return new RegisteredModel(
                row.getString("name"),
                row.getString("description"),
                json.readValue(row.getString("tags"), new TypeReference<Map<String, String>>() {}),
                json.readValue(
                        row.getString("aliases"), new TypeReference<Map<String, Integer>>() {}),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
