package dev.millrace.orchestrator.run;

import dev.millrace.contracts.orchestrator.RunEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What happened in runs. */
@Component
class RunHistory {

    private static final int MOST_EVENTS = 1000;
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RunHistory(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Events with a number above that one, oldest first. */
    List<RunEvent> after(UUID run, long after) {
        return jdbc.sql(
                        """
                        select * from event where run = :run and number > :after
                         order by number limit :limit
                        """)
                .param("run", run)
                .param("after", after)
                .param("limit", MOST_EVENTS)
                .query((row, at) ->
                        new RunEvent(
                                row.getLong("number"),
                                Objects.requireNonNull(RunRows.instant(row, "at")),
                                row.getString("step"),
                                row.getInt("attempt"),
                                row.getString("type"),
                                row.getString("message"),
                                row.getString("actor"),
                                json.readValue(row.getString("data"), FACTS)))
                .list();
    }
}
