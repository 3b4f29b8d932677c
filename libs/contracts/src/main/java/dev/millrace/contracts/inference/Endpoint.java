package dev.millrace.contracts.inference;

import dev.millrace.transform.Column;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name that answers predictions.
 *
 * @param modelVersion what it serves, {@code name@number}
 * @param ready whether this instance has loaded that version and answers
 * @param problem why it is not ready, where it is not
 * @param threshold the probability from which on the second of two classes is answered; null for
 *     other models
 * @param inputs the raw columns that a prediction needs
 */
@Schema(
        example =
                """
                {"name": "diabetes", "modelVersion": "diabetes@1", "ready": true, "problem": null, "threshold": 0.5,
                 "inputs": [{"name": "Glucose", "type": "DOUBLE"}, {"name": "Age", "type": "LONG"}],
                 "updatedAt": "2026-05-31T12:00:00Z", "updatedBy": "anonymous"}\
                """)
public record Endpoint(
        String name,
        String modelVersion,
        boolean ready,
        @Nullable String problem,
        @Nullable Double threshold,
        List<Column> inputs,
        Instant updatedAt,
        String updatedBy) {}
