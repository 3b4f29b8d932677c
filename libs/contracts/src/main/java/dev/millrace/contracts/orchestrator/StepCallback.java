package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How work ended that a step of type {@code http} asked for, told through its callback address.
 *
 * @param outputs what later steps may refer to, below {@code outputs}
 * @param message one sentence; why it failed, where it did
 */
@Schema(
        example =
                """
                {"state": "SUCCEEDED", "outputs": {"report": "s3://reports/7.pdf"}}\
                """)
public record StepCallback(
        State state, @Nullable Map<String, @Nullable Object> outputs, @Nullable String message) {

    /** How the work ended. */
    public enum State {
        SUCCEEDED,
        FAILED
    }
}
