package dev.millrace.training.tracking;

import dev.millrace.contracts.training.RunCost;
import dev.millrace.contracts.training.RunStatus;
import dev.millrace.contracts.training.TrackedRun;
import dev.millrace.kit.store.ObjectStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of the view {@code run_now} as runs, with their latest metrics. */
final class RunMapping {

    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

    private final JsonMapper json;
    private final ObjectStore store;
    private final MetricPoints points;

    RunMapping(JsonMapper json, ObjectStore store, MetricPoints points) {
        this.json = json;
        this.store = store;
        this.points = points;
    }

    private record Found(long id, TrackedRun run) {}

    /** Two statements, however many runs. */
    List<TrackedRun> runs(StatementSpec select) {
        var found = select.query(this::found).list();
        var latest = points.latest(found.stream().map(Found::id).toList());
        return found.stream()
                .map(each -> {
                    var run = each.run();
                    return new TrackedRun(
                            run.id(),
                            run.experiment(),
                            run.name(),
                            run.user(),
                            run.status(),
                            run.deleted(),
                            run.startedAt(),
                            run.endedAt(),
                            run.params(),
                            run.tags(),
                            latest.getOrDefault(each.id(), Map.of()),
                            run.artifacts(),
                            run.lineage(),
                            run.environment(),
                            run.cost(),
                            run.job(),
                            run.failure());
                })
                .toList();
    }

    private Found found(ResultSet row, int index) throws SQLException {
        var run =
                new TrackedRun(
                        RunIds.text(row.getObject("run_id", UUID.class)),
                        Long.toString(row.getLong("experiment")),
                        row.getString("name"),
                        row.getString("principal"),
                        RunStatus.valueOf(row.getString("current_status")),
                        row.getBoolean("deleted"),
                        Instant.ofEpochMilli(row.getLong("start_time")),
                        instant(row.getObject("current_end_time", Long.class)),
                        json.readValue(row.getString("params"), TEXTS),
                        json.readValue(row.getString("tags"), TEXTS),
                        Map.of(),
                        artifacts(row),
                        json.readValue(
                                row.getString("lineage"),
                                new TypeReference<TreeMap<String, Object>>() {}),
                        json.readValue(row.getString("environment"), TEXTS),
                        cost(row.getString("cost")),
                        row.getObject("job", UUID.class),
                        row.getString("failure"));
        return new Found(row.getLong("id"), run);
    }

    private String artifacts(ResultSet row) throws SQLException {
        var prefix = row.getString("artifact_prefix");
        return prefix == null
                ? row.getString("artifact_uri")
                : store.uri(prefix.substring(0, prefix.length() - 1));
    }

    private @Nullable RunCost cost(@Nullable String text) {
        return text == null ? null : json.readValue(text, RunCost.class);
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
