package dev.millrace.kit.job;

import dev.millrace.contracts.job.JobEvent;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What happened in jobs, in order. */
class JobEvents {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JobEvents(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void append(UUID id, Instant at, String type, Map<String, Object> data) {
        jdbc.sql(
                        "insert into job_event (job, at, type, data) values (:job, :at, :type, :data::jsonb)")
                .param("job", id)
                .param("at", Timestamp.from(at))
                .param("type", type)
                .param("data", json.writeValueAsString(data))
                .update();
    }

    List<JobEvent> after(UUID id, long number, int limit) {
        return jdbc.sql(
                        """
                        select number, at, type, data from job_event
                         where job = :job and number > :after order by number limit :limit
                        """)
                .param("job", id)
                .param("after", number)
                .param("limit", limit)
                .query((row, n) ->
                        new JobEvent(
                                row.getLong("number"),
                                row.getTimestamp("at").toInstant(),
                                row.getString("type"),
                                json.readValue(row.getString("data"), OBJECT)))
                .list();
    }
}
