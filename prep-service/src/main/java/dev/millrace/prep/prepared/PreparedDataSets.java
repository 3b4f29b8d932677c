package dev.millrace.prep.prepared;

import static dev.millrace.contracts.failure.FailureCode.PREPARED_DATA_NOT_FOUND;
import static dev.millrace.contracts.failure.FailureCode.STILL_REFERENCED;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.prep.Recipe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The catalogue of prepared data. */
@Repository
class PreparedDataSets {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PreparedDataSets(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** False where the same was prepared before; then nothing changes. */
    boolean insert(PreparedData data) {
        return jdbc.sql(
                                """
                                insert into prepared_data (id, hash, inputs, location, train_rows, validation_rows, test_rows,
                                                           transform_hash, feature_names, classes, recipe, created_at, created_by)
                                values (:id, :hash, :inputs::json, :location, :train, :validation, :test,
                                        :transformHash, :featureNames::json, :classes::json, :recipe::json, :createdAt, :createdBy)
                                on conflict (hash) do nothing
                                """)
                        .param("id", data.id())
                        .param("hash", data.hash())
                        .param("inputs", json.writeValueAsString(data.inputs()))
                        .param("location", data.location())
                        .param("train", data.trainRows())
                        .param("validation", data.validationRows())
                        .param("test", data.testRows())
                        .param("transformHash", data.transformHash())
                        .param("featureNames", json.writeValueAsString(data.featureNames()))
                        .param(
                                "classes",
                                data.classes() == null
                                        ? null
                                        : json.writeValueAsString(data.classes()))
                        .param("recipe", json.writeValueAsString(data.recipe()))
                        .param("createdAt", Timestamp.from(data.createdAt()))
                        .param("createdBy", data.createdBy())
                        .update()
                == 1;
    }

    PreparedData find(UUID id) {
        return jdbc.sql("select * from prepared_data where id = :id")
                .param("id", id)
                .query(this::read)
                .optional()
                .orElseThrow(() ->
                        new PlatformException(
                                PREPARED_DATA_NOT_FOUND, "There is no prepared data " + id + "."));
    }

    Optional<PreparedData> findByHash(String hash) {
        return jdbc.sql("select * from prepared_data where hash = :hash")
                .param("hash", hash)
                .query(this::read)
                .optional();
    }

    List<PreparedData> latest(int limit) {
        return jdbc.sql("select * from prepared_data order by created_at desc, id limit :limit")
                .param("limit", limit)
                .query(this::read)
                .list();
    }

    List<String> locations() {
        return jdbc.sql("select location from prepared_data")
                .query((row, number) -> row.getString(1))
                .list();
    }

    @Transactional
    void delete(UUID id) {
        // The lock waits for a reference that is being added, and lets none begin.
        jdbc.sql("select id from prepared_data where id = :id for update")
                .param("id", id)
                .query(UUID.class)
                .optional();
        List<String> referrers =
                jdbc.sql(
                                "select referrer from prepared_data_reference where prepared_data = :id order by referrer")
                        .param("id", id)
                        .query((row, number) -> row.getString(1))
                        .list();
        if (!referrers.isEmpty()) {
            throw new PlatformException(
                    STILL_REFERENCED,
                    "Prepared data %s is still used by %s; delete that first."
                            .formatted(id, String.join(", ", referrers)));
        }
        jdbc.sql("delete from prepared_data where id = :id").param("id", id).update();
    }

    @Transactional
    void addReference(UUID id, String referrer) {
        find(id);
        jdbc.sql(
                        """
                        insert into prepared_data_reference (prepared_data, referrer) values (:id, :referrer)
                        on conflict do nothing
                        """)
                .param("id", id)
                .param("referrer", referrer)
                .update();
    }

    void removeReference(UUID id, String referrer) {
        jdbc.sql(
                        "delete from prepared_data_reference where prepared_data = :id and referrer = :referrer")
                .param("id", id)
                .param("referrer", referrer)
                .update();
    }

    private PreparedData read(ResultSet row, int number) throws SQLException {
        Recipe recipe = json.readValue(row.getString("recipe"), Recipe.class);
        return new PreparedData(
                row.getObject("id", UUID.class),
                row.getString("hash"),
                json.readValue(
                        row.getString("inputs"), new TypeReference<Map<String, String>>() {}),
                row.getString("location"),
                row.getLong("train_rows"),
                row.getLong("validation_rows"),
                row.getLong("test_rows"),
                row.getString("transform_hash"),
                names(row.getString("feature_names")),
                recipe.target(),
                optionalNames(row.getString("classes")),
                recipe,
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
    }

    private @Nullable List<String> optionalNames(@Nullable String text) {
        return text == null ? null : names(text);
    }

    private List<String> names(String text) {
        return json.readValue(text, new TypeReference<List<String>>() {});
    }
}
