package dev.millrace.prep.profile;

import dev.millrace.contracts.prep.Profile;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Stored profiles. */
@Repository
class ProfileDocuments {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ProfileDocuments(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    void insert(Profile profile) {
        jdbc.sql(
                        """
                        insert into profile (id, dataset, document, created_at)
                        values (:id, :dataset, :document::json, :now)
                        """)
                .param("id", profile.id())
                .param("dataset", profile.dataset())
                .param("document", json.writeValueAsString(profile))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    Optional<Profile> find(UUID id) {
        return jdbc.sql("select document from profile where id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .map(document -> json.readValue(document, Profile.class));
    }
}
