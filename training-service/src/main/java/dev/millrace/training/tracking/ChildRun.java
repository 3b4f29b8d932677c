package dev.millrace.training.tracking;

import dev.millrace.contracts.training.RunCost;
import dev.millrace.contracts.training.RunStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A run below the run of a job: a trial, a fold, a baseline.
 *
 * @param name within the job; told again, it is the same run
 * @param state where it stands now
 * @param params do not change when it is told again
 * @param points those that are new
 */
public record ChildRun(String name, State state, Map<String, String> params, List<Point> points) {

    /** The tag by which MLflow's clients find the runs below a run. */
    public static final String PARENT_TAG = "mlflow.parentRunId";

    /** The tag that says why a run ended early. */
    public static final String REASON_TAG = "millrace.reason";

    /**
     * @param status a run that is told as RUNNING, and never again, ends as its job does
     */
    public record State(RunStatus status, Map<String, String> tags, RunCost cost) {}

    /** The same for every attempt of the job. */
    UUID id(UUID job) {
        return UUID.nameUUIDFromBytes((job + "/" + name).getBytes(StandardCharsets.UTF_8));
    }
}
