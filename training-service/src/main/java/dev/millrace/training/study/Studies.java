package dev.millrace.training.study;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Study;
import dev.millrace.contracts.training.Study.State;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobInterrupted;
import dev.millrace.training.tracking.ChildRun;
import dev.millrace.training.tracking.FlatParams;
import dev.millrace.training.tracking.JobRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of studies and their trials. They are written while a job runs, so that its next attempt
 * finds what was measured; each write names the attempt and fails once another one has begun.
 */
@Repository
public class Studies {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final FlatParams params;
    private final Clock clock;

    Studies(JdbcClient jdbc, JsonMapper json, FlatParams params, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.params = params;
        this.clock = clock;
    }

    /** Makes the study the attempt's; answers when its first attempt began. */
    public Instant begin(JobContext context, String kind, UUID preparedData, Object request) {
        return jdbc.sql(
                        """
                        insert into study (id, attempt, kind, prepared_data, request, created_at, created_by)
                        values (:id, :attempt, :kind, :preparedData, :request::json, :now, :principal)
                        on conflict (id) do update set attempt = excluded.attempt
                         where study.attempt <= excluded.attempt
                        returning created_at
                        """)
                .param("id", context.id())
                .param("attempt", context.attempt())
                .param("kind", kind)
                .param("preparedData", preparedData)
                .param("request", json.writeValueAsString(request))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("principal", context.principal())
                .query((row, index) -> row.getTimestamp(1).toInstant())
                .optional()
                .orElseThrow(() -> new JobInterrupted("another attempt has taken the study over"));
    }

    /**
     * Where the trials of an attempt are stored.
     *
     * @param run of its job
     * @param epochs of a trial that is not ended early
     */
    public TrialRuns store(JobContext context, JobRun run, int epochs) {
        return new TrialRuns(context, run, epochs, this, params, clock);
    }

    /** Stores a trial and its run: both or neither. */
    @Transactional
    public void put(JobContext context, TrialRow trial, JobRun run, ChildRun child) {
        run.child(child);
        int written =
                jdbc.sql(
                                """
                                insert into trial (study, number, state, params, under_way, rungs, progress, reason)
                                select id, :number, :state, :params::json, :underWay::int, :rungs::json, :progress::json,
                                       :reason
                                  from study where id = :study and attempt = :attempt
                                on conflict (study, number) do update
                                   set state = excluded.state, under_way = excluded.under_way,
                                       rungs = excluded.rungs, progress = excluded.progress, reason = excluded.reason
                                """)
                        .param("study", context.id())
                        .param("attempt", context.attempt())
                        .param("number", trial.number())
                        .param("state", trial.state().name())
                        .param("params", json.writeValueAsString(trial.params()))
                        .param("underWay", trial.underWay())
                        .param("rungs", json.writeValueAsString(trial.values()))
                        .param("progress", json.writeValueAsString(trial.progress()))
                        .param("reason", trial.reason())
                        .update();
        if (written == 0) {
            throw new JobInterrupted("another attempt has taken the study over");
        }
    }

    public List<TrialRow> trials(UUID study) {
        return jdbc.sql("select * from trial where study = :study order by number")
                .param("study", study)
                .query(this::trial)
                .list();
    }

    void finish(UUID study, Map<String, Double> importance, @Nullable String modelVersion) {
        jdbc.sql(
                        "update study set importance = :importance::json, model_version = :version where id = :id")
                .param("importance", json.writeValueAsString(importance))
                .param("version", modelVersion)
                .param("id", study)
                .update();
    }

    Study find(UUID id) {
        return jdbc.sql("select * from study where id = :id and kind = 'study'")
                .param("id", id)
                .query(this::study)
                .optional()
                .orElseThrow(() ->
                        new PlatformException(
                                FailureCode.JOB_NOT_FOUND,
                                "There is no study %s that has begun.".formatted(id)));
    }

    private Study study(ResultSet row, int index) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var request = json.readValue(row.getString("request"), StudyRequest.class);
        var trials = trials(id);
        var best = Board.best(trials, Goal.of(request));
        var pruned = trials.stream().filter(trial -> trial.state() == State.PRUNED).toList();
        var importance = row.getString("importance");
        return new Study(
                id,
                request,
                trials.stream().map(TrialRow::shown).toList(),
                best == null ? null : best.number(),
                importance == null
                        ? null
                        : read(importance, new TypeReference<Map<String, Double>>() {}),
                row.getString("model_version"),
                pruned.size(),
                saved(pruned, request),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
    }

    /** Epochs that pruned trials were spared. */
    static long saved(List<TrialRow> pruned, StudyRequest request) {
        return pruned.stream()
                .mapToLong(trial -> request.base().epochs() - trial.progress().epochs())
                .sum();
    }

    private TrialRow trial(ResultSet row, int index) throws SQLException {
        int underWay = row.getInt("under_way");
        return new TrialRow(
                row.getInt("number"),
                State.valueOf(row.getString("state")),
                read(row.getString("params"), new TypeReference<Map<String, Object>>() {}),
                underWay == 0 ? null : Integer.valueOf(underWay),
                read(row.getString("rungs"), new TypeReference<TreeMap<Integer, Double>>() {}),
                read(row.getString("progress"), new TypeReference<TrialRow.Progress>() {}),
                row.getString("reason"));
    }

    private <T> T read(String text, TypeReference<T> type) {
        return Objects.requireNonNull(json.readValue(text, type));
    }
}
