package dev.millrace.training.registry;

import dev.millrace.contracts.training.Approval;
import dev.millrace.contracts.training.Approval.Decision;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.ReferencedObjects;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of versions; what may happen to them is decided in {@link Registry}. */
@Repository
class ModelVersions implements ReferencedObjects {

    private static final String SELECT =
            """
            select v.*, r.description, r.tags,
                   array(select a.alias from model_alias a
                          where a.model = v.model and a.number = v.number order by a.alias) as aliases,
                   coalesce((select json_agg(json_build_object('state', a.state, 'by', a.decided_by,
                                             'reason', a.reason, 'at', a.decided_at) order by a.id desc)
                               from model_approval a
                              where a.model = v.model and a.number = v.number), '[]') as decisions
              from model_version v join registered_version r on r.model = v.model and r.number = v.number
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ObjectStore store;

    ModelVersions(JdbcClient jdbc, JsonMapper json, ObjectStore store) {
        this.jdbc = jdbc;
        this.json = json;
        this.store = store;
    }

    void insert(int number, NewVersion version, Instant now) {
        insertCommon(number, version, now);
        jdbc.sql(
                        """
                        insert into model_version (model, number, job, prefix, prepared_data, referrer,
                               transform_hash, weights_hash, artifact_hashes, metrics, threshold, epochs,
                               best_epoch, request, lineage, environment, created_at, created_by)
                        values (:model, :number, :job, :prefix, :preparedData, :referrer,
                               :transformHash, :weightsHash, :artifactHashes::jsonb, :metrics::jsonb, :threshold,
                               :epochs, :bestEpoch, :request::json, :lineage::json, :environment::json, :now, :principal)
                        """)
                .param("model", version.request().model())
                .param("number", number)
                .param("job", version.origin().job())
                .param("prefix", version.origin().prefix())
                .param("preparedData", version.data().id())
                .param("referrer", version.origin().referrer())
                .param("transformHash", version.data().transformHash())
                .param("weightsHash", version.outcome().weightsHash())
                .param("artifactHashes", text(version.outcome().artifactHashes()))
                .param("metrics", text(version.outcome().metrics()))
                .param("threshold", version.outcome().threshold())
                .param("epochs", version.outcome().epochs())
                .param("bestEpoch", version.outcome().bestEpoch())
                .param("request", text(version.request()))
                .param("lineage", text(version.origin().lineage()))
                .param("environment", text(version.outcome().environment()))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("principal", version.origin().principal())
                .update();
    }

    /** What a version trained here has in common with one that MLflow's clients registered. */
    private void insertCommon(int number, NewVersion version, Instant now) {
        jdbc.sql(
                        """
                        insert into registered_version (model, number, external, run_id, created_at,
                               updated_at, created_by)
                        values (:model, :number, false, :run, :now, :now, :principal)
                        """)
                .param("model", version.request().model())
                .param("number", number)
                .param("run", version.origin().job())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("principal", version.origin().principal())
                .update();
    }

    List<ModelVersion> ofModel(String model) {
        return jdbc.sql(SELECT + " where v.model = :model order by v.number desc")
                .param("model", model)
                .query(this::version)
                .list();
    }

    Optional<ModelVersion> find(String model, int number) {
        return jdbc.sql(SELECT + " where v.model = :model and v.number = :number")
                .param("model", model)
                .param("number", number)
                .query(this::version)
                .optional();
    }

    Optional<Integer> latest(String model) {
        return jdbc.sql(
                        """
                        select number from model_version where model = :model
                         order by number desc limit 1
                        """)
                .param("model", model)
                .query(Integer.class)
                .optional();
    }

    /** Under which name prep-service knows that a version needs its data. */
    String referrer(String model, int number) {
        return jdbc.sql(
                        "select referrer from model_version where model = :model and number = :number")
                .param("model", model)
                .param("number", number)
                .query(String.class)
                .single();
    }

    void delete(String model, int number) {
        for (var table : List.of("model_version", "registered_version")) {
            jdbc.sql("delete from " + table + " where model = :model and number = :number")
                    .param("model", model)
                    .param("number", number)
                    .update();
        }
    }

    @Override
    public Set<String> prefixes() {
        return jdbc.sql("select prefix from model_version")
                .query((row, index) -> row.getString(1))
                .set();
    }

    private ModelVersion version(ResultSet row, int index) throws SQLException {
        return new ModelVersion(
                row.getString("model"),
                row.getInt("number"),
                store.uri(row.getString("prefix")),
                row.getObject("prepared_data", UUID.class),
                row.getString("transform_hash"),
                row.getString("weights_hash"),
                read(row, "artifact_hashes", new TypeReference<Map<String, String>>() {}),
                read(row, "metrics", new TypeReference<Map<String, Metrics>>() {}),
                row.getObject("threshold", Double.class),
                row.getInt("epochs"),
                row.getInt("best_epoch"),
                read(row, "request", new TypeReference<TrainRequest>() {}),
                read(row, "lineage", new TypeReference<Map<String, Object>>() {}),
                read(row, "environment", new TypeReference<Map<String, String>>() {}),
                List.of((String[]) row.getArray("aliases").getArray()),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                row.getString("description"),
                read(row, "tags", new TypeReference<Map<String, String>>() {}),
                Approval.of(read(row, "decisions", new TypeReference<List<Decision>>() {})));
    }

    private <T> T read(ResultSet row, String column, TypeReference<T> type) throws SQLException {
        return json.readValue(row.getString(column), type);
    }

    private String text(Object value) {
        return json.writeValueAsString(value);
    }
}
