package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.orchestrator.StepAttempt;
import dev.millrace.contracts.orchestrator.StepState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The attempts of steps, as they are read. */
@Component
class AttemptHistory {

    private static final int MOST = 1000;
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AttemptHistory(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    boolean knows(UUID run, String step) {
        return jdbc.sql("select exists (select 1 from step where run = :run and name = :step)")
                .param("run", run)
                .param("step", step)
                .query(Boolean.class)
                .single();
    }

    List<StepAttempt> of(UUID run, String step) {
        return jdbc.sql(
                        """
                        select a.*,
                               array(select u.kind || ':' || u.name from artifact_use u
                                      where u.run = a.run and u.step = a.step and u.attempt = a.number
                                        and u.role = 'IN' order by 1) as read,
                               array(select u.kind || ':' || u.name from artifact_use u
                                      where u.run = a.run and u.step = a.step and u.attempt = a.number
                                        and u.role = 'OUT' order by 1) as made
                          from attempt a where a.run = :run and a.step = :step
                         order by a.number limit :most
                        """)
                .param("run", run)
                .param("step", step)
                .param("most", MOST)
                .query((row, at) -> attempt(row))
                .list();
    }

    private StepAttempt attempt(ResultSet row) throws SQLException {
        var request = row.getString("request");
        var failure = row.getString("failure");
        return new StepAttempt(
                row.getInt("number"),
                StepState.valueOf(row.getString("state")),
                request == null ? null : json.readValue(request, VALUES),
                row.getObject("job", UUID.class),
                failure == null ? null : json.readValue(failure, Failure.class),
                List.of((String[]) row.getArray("read").getArray()),
                List.of((String[]) row.getArray("made").getArray()),
                Objects.requireNonNull(RunRows.instant(row, "started_at")),
                RunRows.instant(row, "ended_at"));
    }
}
