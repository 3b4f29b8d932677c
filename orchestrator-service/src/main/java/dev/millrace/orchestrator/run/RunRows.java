package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.ReusedResult;
import dev.millrace.contracts.orchestrator.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of runs, and what is common to reading them. */
@Component
class RunRows {

    private static final TypeReference<Map<String, @Nullable Object>> VALUES =
            new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RunRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A row of the table. */
    record Row(
            UUID id,
            String pipeline,
            int version,
            RunState state,
            Map<String, @Nullable Object> parameters,
            @Nullable String message,
            long generation,
            String startedBy,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            boolean late,
            @Nullable UUID parent,
            @Nullable String parentStep,
            boolean reuse,
            @Nullable Map<String, @Nullable Object> outputs) {}

    /** Refuses an id that is no run's. */
    Row row(UUID id) {
        return jdbc.sql("select * from run where id = :id")
                .param("id", id)
                .query((row, at) -> row(row))
                .optional()
                .orElseThrow(() ->
                        new PlatformException(FailureCode.RUN_NOT_FOUND, "there is no run " + id));
    }

    Row row(ResultSet row) throws SQLException {
        var outputs = row.getString("outputs");
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("pipeline"),
                row.getInt("version"),
                RunState.valueOf(row.getString("state")),
                json.readValue(row.getString("parameters"), VALUES),
                row.getString("message"),
                row.getLong("generation"),
                row.getString("started_by"),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getBoolean("late"),
                row.getObject("parent_run", UUID.class),
                row.getString("parent_step"),
                row.getBoolean("reuse"),
                outputs == null ? null : json.readValue(outputs, VALUES));
    }

    @Nullable ReusedResult reusedFrom(ResultSet row) throws SQLException {
        var from = row.getString("reused_from");
        return from == null ? null : json.readValue(from, ReusedResult.class);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
