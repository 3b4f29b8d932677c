package dev.millrace.training.automl;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.AutoMl;
import dev.millrace.contracts.training.AutoMlRequest;
import dev.millrace.contracts.training.EvaluationReport.Baseline;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobInterrupted;
import dev.millrace.training.study.Goal;
import dev.millrace.training.study.Studies;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The rows of automls: each is a study with baselines, whose first trials are presets. */
@Repository
class AutoMls {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Studies studies;

    AutoMls(JdbcClient jdbc, JsonMapper json, Studies studies) {
        this.jdbc = jdbc;
        this.json = json;
        this.studies = studies;
    }

    /** Empty until they are measured. */
    Optional<List<Baseline>> baselines(UUID id) {
        return jdbc.sql("select baselines from study where id = :id and baselines is not null")
                .param("id", id)
                .query(String.class)
                .optional()
                .map(this::read);
    }

    /** Keeps what the next attempt need not measure again. */
    void put(JobContext context, List<Baseline> baselines) {
        int written =
                jdbc.sql(
                                """
                                update study set baselines = :baselines::json
                                 where id = :id and attempt = :attempt
                                """)
                        .param("baselines", json.writeValueAsString(baselines))
                        .param("id", context.id())
                        .param("attempt", context.attempt())
                        .update();
        if (written == 0) {
            throw new JobInterrupted("another attempt has taken the automl over");
        }
    }

    void finish(UUID id, String modelVersion, double seconds) {
        jdbc.sql("update study set model_version = :version, seconds = :seconds where id = :id")
                .param("version", modelVersion)
                .param("seconds", seconds)
                .param("id", id)
                .update();
    }

    AutoMl find(UUID id) {
        return jdbc.sql("select * from study where id = :id and kind = :kind")
                .param("id", id)
                .param("kind", AutoMlJob.KIND)
                .query(this::automl)
                .optional()
                .orElseThrow(() ->
                        new PlatformException(
                                FailureCode.JOB_NOT_FOUND,
                                "There is no automl %s that has begun.".formatted(id)));
    }

    private AutoMl automl(ResultSet row, int index) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var request = json.readValue(row.getString("request"), AutoMlRequest.class);
        var metric = Objects.requireNonNull(request.metric());
        var baselines = row.getString("baselines");
        var board =
                Leaderboard.of(
                        Goal.of(metric),
                        baselines == null ? List.of() : read(baselines),
                        studies.trials(id),
                        row.getString("model_version"));
        return new AutoMl(
                id,
                request,
                metric,
                board.entries(),
                board.verdict(),
                row.getString("model_version"),
                seconds(row),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
    }

    private static @Nullable Double seconds(ResultSet row) throws SQLException {
        double seconds = row.getDouble("seconds");
        return row.wasNull() ? null : seconds;
    }

    private List<Baseline> read(String baselines) {
        return List.of(json.readValue(baselines, Baseline[].class));
    }
}
