package dev.millrace.contracts.orchestrator;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.failure.Mistake;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do.
 *
 * @param pipeline null where the definition is wrong
 * @param version null for a definition that was not posted
 * @param mistakes for which the definition would not be accepted, or the run not be started; empty
 *     if there are none
 * @param parameters those that are right, defaults included
 * @param steps each after those that it needs; empty where the definition is wrong
 */
@Schema(
        example =
                """
                {"pipeline": "nightly", "version": 3, "mistakes": [], "parameters": {"report": false},
                 "steps": [{"name": "report", "type": "noop", "needs": ["train"], "trigger": "all-succeeded",
                            "when": "false", "last": false, "body": {}, "skipped": "its condition does not hold",
                            "reused": null}]}\
                """)
public record RunPlan(
        @Nullable String pipeline,
        @Nullable Integer version,
        List<Mistake> mistakes,
        Map<String, @Nullable Object> parameters,
        List<PlannedStep> steps) {

    /**
     * A step that has not run.
     *
     * @param needs steps that must have ended before, those it refers to included
     * @param when whether its condition holds; null if it has none
     * @param last whether it belongs to {@code finally}
     * @param body its fields; references to outputs of steps are left as they are
     * @param skipped why it is sure not to run, such as a condition that does not hold; null if it
     *     may run
     * @param reused the earlier result that would stand for its own; null where it would run, or
     *     where only the run can tell
     */
    public record PlannedStep(
            String name,
            String type,
            List<String> needs,
            String trigger,
            @Nullable Foresight when,
            boolean last,
            Map<String, @Nullable Object> body,
            @Nullable String skipped,
            @Nullable ReusedResult reused) {}

    /** What can be said of a condition before the run. */
    public enum Foresight {
        @JsonProperty("true")
        TRUE,
        @JsonProperty("false")
        FALSE,
        /** It depends on what a step will give. */
        @JsonProperty("later")
        LATER
    }
}
