package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different in another version of a pipeline. Layout, comments and the order in which steps
 * are written are no difference.
 *
 * @param from the version that is compared
 * @param to the version that it is compared with
 * @param fields what changed beside parameters and steps: {@code outputs}, {@code timeout}, {@code
 *     lateAfter}
 */
@Schema(
        example =
                """
                {"pipeline": "diabetes", "from": 1, "to": 2, "parameters": [], "fields": [{"field": "timeout", "before": "1h", "after": "2h"}],
                 "steps": [{"name": "train", "kind": "changed",
                            "fields": [{"field": "layers[0].units", "before": 32, "after": 64}]}]}\
                """)
public record PipelineDiff(
        String pipeline,
        int from,
        int to,
        List<Change> parameters,
        List<Change> steps,
        List<FieldChange> fields) {

    /**
     * A parameter or step.
     *
     * @param fields what changed in it; empty where it was added or removed
     */
    public record Change(String name, ChangeKind kind, List<FieldChange> fields) {}

    /**
     * A value inside a parameter or step.
     *
     * @param field such as {@code layers[0].units}
     * @param before null where it was not there
     * @param after null where it is no longer there
     */
    public record FieldChange(String field, @Nullable Object before, @Nullable Object after) {}
}
