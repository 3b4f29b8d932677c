package dev.millrace.training.crossvalidation;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.CrossValidation;
import dev.millrace.kit.store.ReferencedObjects;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** What cross-validations found. */
@Repository
class CrossValidations implements ReferencedObjects {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CrossValidations(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(CrossValidation found, String prefix) {
        jdbc.sql(
                        """
                        insert into cross_validation (id, prefix, prepared_data, found, created_at, created_by)
                        values (:id, :prefix, :preparedData, :found::json, :now, :principal)
                        """)
                .param("id", found.id())
                .param("prefix", prefix)
                .param("preparedData", found.request().training().preparedData())
                .param("found", json.writeValueAsString(found))
                .param("now", found.createdAt().atOffset(ZoneOffset.UTC))
                .param("principal", found.createdBy())
                .update();
    }

    CrossValidation find(UUID id) {
        return jdbc.sql("select found from cross_validation where id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .map(found -> json.readValue(found, CrossValidation.class))
                .orElseThrow(() ->
                        new PlatformException(
                                FailureCode.JOB_NOT_FOUND,
                                "There is no cross-validation %s that has succeeded."
                                        .formatted(id)));
    }

    @Override
    public Set<String> prefixes() {
        return jdbc.sql("select prefix from cross_validation")
                .query((row, index) -> row.getString(1))
                .set();
    }
}
