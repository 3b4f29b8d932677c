package dev.millrace.inference.endpoint;

import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.inference.serving.ServedModel;
import dev.millrace.transform.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of endpoints, which all instances share. */
@Repository
class Endpoints {

    private static final String COLUMNS =
            "select name, revision, version, threshold, inputs, updated_at, updated_by from endpoint ";

    private final JdbcClient database;
    private final JsonMapper json;
    private final Clock clock;

    Endpoints(JdbcClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    List<EndpointRow> all() {
        return database.sql(COLUMNS + "order by name").query(this::read).list();
    }

    Optional<EndpointRow> find(String name) {
        return database.sql(COLUMNS + "where name = :name")
                .param("name", name)
                .query(this::read)
                .optional();
    }

    /** What is about to be replaced or deleted; nobody else changes it in the meantime. */
    Optional<EndpointRow> lock(String name) {
        return database.sql(COLUMNS + "where name = :name for update")
                .param("name", name)
                .query(this::read)
                .optional();
    }

    /** Cheap enough to be asked every second. */
    Map<String, Long> revisions() {
        return database.sql("select name, revision from endpoint")
                .query(rows -> {
                    var revisions = new HashMap<String, Long>();
                    while (rows.next()) {
                        revisions.put(rows.getString("name"), rows.getLong("revision"));
                    }
                    return revisions;
                });
    }

    /** Creates the endpoint or replaces what it serves; its new revision. */
    long save(String name, ModelVersion version, ServedModel model, String principal) {
        return database.sql(
                        """
                        insert into endpoint (name, model, number, version, threshold, inputs, updated_at, updated_by)
                        values (:name, :model, :number, :version::jsonb, :threshold, :inputs::jsonb, :now, :principal)
                        on conflict (name) do update
                           set revision = nextval('endpoint_revision'), model = excluded.model,
                               number = excluded.number, version = excluded.version,
                               threshold = excluded.threshold, inputs = excluded.inputs,
                               updated_at = excluded.updated_at, updated_by = excluded.updated_by
                        returning revision
                        """)
                .param("name", name)
                .param("model", version.model())
                .param("number", version.number())
                .param("version", json.writeValueAsString(version))
                .param("threshold", model.threshold())
                .param("inputs", json.writeValueAsString(model.inputs()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("principal", principal)
                .query(Long.class)
                .single();
    }

    void delete(String name) {
        database.sql("delete from endpoint where name = :name").param("name", name).update();
    }

    private EndpointRow read(ResultSet row, int at) throws SQLException {
        return new EndpointRow(
                row.getString("name"),
                row.getLong("revision"),
                json.readValue(row.getString("version"), ModelVersion.class),
                row.getObject("threshold", Double.class),
                json.readValue(row.getString("inputs"), new TypeReference<List<Column>>() {}),
                row.getTimestamp("updated_at").toInstant(),
                row.getString("updated_by"));
    }
}
