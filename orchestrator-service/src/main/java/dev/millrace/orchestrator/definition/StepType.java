package dev.millrace.orchestrator.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.contracts.inference.DeployRequest;
import dev.millrace.contracts.ingest.IngestRequest;
import dev.millrace.contracts.prep.PrepareRequest;
import dev.millrace.contracts.prep.ProfileRequest;
import dev.millrace.contracts.training.AutoMlRequest;
import dev.millrace.contracts.training.CrossValidationRequest;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.contracts.training.TrainRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a step can do, what it is told, and what later steps may refer to. */
public enum StepType {
    INGEST(
            IngestRequest.class,
            "reference",
            "datasetVersion",
            "dataset",
            "number",
            "hash",
            "rows",
            "columns",
            "parts",
            "existing"),
    PROFILE(ProfileRequest.class, "profile", "rows", "columns"),
    PREPARE(
            PrepareRequest.class,
            "preparedData",
            "id",
            "hash",
            "location",
            "trainRows",
            "validationRows",
            "testRows",
            "transformHash",
            "features",
            "featureNames",
            "existing"),
    TRAIN(
            TrainRequest.class,
            "modelVersion",
            "model",
            "number",
            "metrics",
            "validationMetrics",
            "baselines",
            "epochs",
            "bestEpoch",
            "weightsHash",
            "seconds"),
    CROSS_VALIDATE(
            CrossValidationRequest.class,
            "crossValidation",
            "metrics",
            "deviations",
            "baselines",
            "folds",
            "predictions",
            "seconds"),
    TUNE(
            StudyRequest.class,
            "study",
            "bestTrial",
            "value",
            "params",
            "trials",
            "trialsPruned",
            "trialsFailed",
            "epochsSaved",
            "importance",
            "modelVersion",
            "metrics",
            "seconds"),
    AUTOML(
            AutoMlRequest.class,
            "automl",
            "budgetSeconds",
            "usedSeconds",
            "verdict",
            "baselineWins",
            "metric",
            "leaderboard",
            "trials",
            "modelVersion",
            "cutOff",
            "metrics"),
    DEPLOY(DeployRequest.class, "endpoint", "modelVersion", "goldenRows"),
    /** Fails with GATE_CLOSED where its comparisons do not hold. */
    CONDITION(null, "met", "values"),
    /** Says which of several candidates has the best mean of a figure. */
    COMPARE(null, "best", "means", "wins"),
    NOOP(null),
    /** Says which of its cases holds; the steps that the others name are skipped. */
    CHOICE(null, "chosen"),
    /** Does the same with every item of a list. */
    MAP(null, "results", "succeeded", "failed", "skipped"),
    /** Runs another pipeline, and waits for its end. */
    PIPELINE(null, "run", "outputs"),
    /** Lets time pass. */
    WAIT(null, "until"),
    /** Waits for a person's word. */
    APPROVE(null, "by", "comment", "at"),
    /** Tells whoever listens that something happened. */
    EMIT(null, "id", "name"),
    /** Waits until something is there. */
    SENSOR(null, "found", "facts", "at"),
    /** Calls any REST service. */
    HTTP(null, "status", "headers", "body", "outputs"),
    /** Runs a command that the installation allows. */
    SCRIPT(null, "exitCode", "outputs"),
    /** Asks, changes or copies a database. */
    SQL(null, "rows", "count", "value", "location"),
    /** Tells people or programs something. */
    NOTIFY(null, "status", "id");

    /** Outputs that are mappings; every other one is a single value. */
    private static final Set<String> MAPPINGS =
            Set.of(
                    "metrics",
                    "validationMetrics",
                    "deviations",
                    "baselines",
                    "params",
                    "importance",
                    "values",
                    "means",
                    "wins",
                    "results",
                    "outputs",
                    "facts",
                    "headers",
                    "body");

    private final @Nullable Class<? extends Record> request;
    private final List<String> outputs;

    StepType(@Nullable Class<? extends Record> request, String... outputs) {
        this.request = request;
        this.outputs = List.of(outputs);
    }

    /** What the service is sent; null for steps that run inside the orchestrator. */
    public @Nullable Class<? extends Record> request() {
        return request;
    }

    /** Names of what later steps may refer to. */
    public List<String> outputs() {
        return outputs;
    }

    /** Whether an attempt waits for nothing but time, people or other steps: it is no work. */
    public boolean isHeld() {
        return this == MAP || this == WAIT || this == APPROVE;
    }

    /** Whether the orchestrator does the work itself, and the work takes time. */
    public boolean isTask() {
        return switch (this) {
            case EMIT, SENSOR, HTTP, SCRIPT, SQL, NOTIFY -> true;
            default -> false;
        };
    }

    /** Those of which an earlier result may stand for doing it again. */
    public static Set<StepType> reusable() {
        return Collections.unmodifiableSet(StepKinds.REUSABLE);
    }

    /** Whether it hands values to others, and keeps none of them. */
    boolean mayUseSecrets() {
        return this == HTTP || this == SCRIPT || this == SQL || this == NOTIFY;
    }

    boolean hasOutput(List<String> path) {
        return outputs.contains(path.getFirst())
                && (path.size() == 1
                        || MAPPINGS.contains(path.getFirst())
                        || this == SQL && path.getFirst().equals("rows"));
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static List<String> withSecrets() {
        return Arrays.stream(values())
                .filter(StepType::mayUseSecrets)
                .map(StepType::toString)
                .toList();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(StepType::toString).toList();
    }

    @JsonCreator
    static StepType of(String name) {
        return Arrays.stream(values())
                .filter(type -> type.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no step type " + name));
    }
}
