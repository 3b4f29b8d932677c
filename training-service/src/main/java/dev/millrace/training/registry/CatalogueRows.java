package dev.millrace.training.registry;

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
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of versions of both kinds; what may happen to them is decided in {@link Catalogue}. */
@Repository
class CatalogueRows {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final String SELECT =
            """
            select v.*, t.prefix,
                   array(select a.alias from model_alias a
                          where a.model = v.model and a.number = v.number order by a.alias) as aliases
              from registered_version v left join model_version t using (model, number)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ObjectStore store;

    CatalogueRows(JdbcClient jdbc, JsonMapper json, ObjectStore store) {
        this.jdbc = jdbc;
        this.json = json;
        this.store = store;
    }

    void insert(int number, NewExternalVersion version, Instant now) {
        jdbc.sql(
                        """
                        insert into registered_version (model, number, external, source, run_id, run_link,
                               description, tags, created_at, updated_at, created_by)
                        values (:model, :number, true, :source, :run, :link, :description, :tags::jsonb,
                               :now, :now, :principal)
                        """)
                .param("model", version.model())
                .param("number", number)
                .param("source", version.source())
                .param("run", version.run())
                .param("link", version.runLink())
                .param("description", version.description())
                .param("tags", json.writeValueAsString(version.tags()))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("principal", version.principal())
                .update();
    }

    Optional<RegisteredVersion> find(String model, int number) {
        return jdbc.sql(SELECT + " where v.model = :model and v.number = :number")
                .param("model", model)
                .param("number", number)
                .query(this::version)
                .optional();
    }

    /** The highest number of each stage. */
    List<RegisteredVersion> latestByStage(String model) {
        return jdbc.sql(
                        SELECT
                                + """
                                where v.model = :model and v.number = (
                                      select max(o.number) from registered_version o
                                       where o.model = v.model and o.stage = v.stage)
                                order by v.number
                                """)
                .param("model", model)
                .query(this::version)
                .list();
    }

    /** One more than the limit, if there are more. */
    List<RegisteredVersion> search(CatalogueQuery query) {
        var parameters = new Parameters();
        var where = Filters.where(query.filter(), CatalogueVocabulary.VERSIONS, parameters);
        var order = Filters.orderBy(query.orderBy(), CatalogueVocabulary.VERSIONS, parameters);
        return jdbc.sql(
                        SELECT
                                + """
                                where %s order by %s v.updated_at desc, v.model, v.number desc
                                offset :offset limit :limit
                                """
                                        .formatted(where, order))
                .param("offset", query.offset())
                .param("limit", query.limit() + 1L)
                .params(parameters.values())
                .query(this::version)
                .list();
    }

    void describe(String model, int number, String description, Instant now) {
        update("description = :value", model, number, description, now);
    }

    void setStage(String model, int number, String stage, Instant now) {
        update("stage = :value", model, number, stage, now);
    }

    void addTags(String model, int number, Map<String, String> tags, Instant now) {
        update("tags = tags || :value::jsonb", model, number, json.writeValueAsString(tags), now);
    }

    void removeTag(String model, int number, String key, Instant now) {
        update("tags = tags - :value", model, number, key, now);
    }

    /** Archives the other versions of a stage. */
    void archive(String model, String stage, int except, Instant now) {
        jdbc.sql(
                        """
                        update registered_version set stage = 'Archived', updated_at = :now
                         where model = :model and stage = :stage and number <> :except
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("model", model)
                .param("stage", stage)
                .param("except", except)
                .update();
    }

    /** With its aliases, in one statement. */
    void deleteExternal(String model, int number) {
        jdbc.sql(
                        """
                        with gone as (
                            delete from model_alias where model = :model and number = :number)
                        delete from registered_version
                         where model = :model and number = :number and external
                        """)
                .param("model", model)
                .param("number", number)
                .update();
    }

    private void update(String change, String model, int number, String value, Instant now) {
        jdbc.sql(
                        "update registered_version set "
                                + change
                                + ", updated_at = :now where model = :model and number = :number")
                .param("value", value)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("model", model)
                .param("number", number)
                .update();
    }

    private RegisteredVersion version(ResultSet row, int index) throws SQLException {
        boolean external = row.getBoolean("external");
        return new RegisteredVersion(
                row.getString("model"),
                row.getInt("number"),
                external,
                external ? row.getString("source") : store.uri(row.getString("prefix")),
                row.getObject("run_id", UUID.class),
                row.getString("run_link"),
                row.getString("description"),
                json.readValue(row.getString("tags"), TEXTS),
                row.getString("stage"),
                List.of((String[]) row.getArray("aliases").getArray()),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getString("created_by"));
    }
}
