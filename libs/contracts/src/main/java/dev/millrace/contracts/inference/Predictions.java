package dev.millrace.contracts.inference;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers in the order of the rows, all from the one model version named.
 *
 * @param threshold the probability from which on the second of two classes is the value; null for
 *     other models
 */
@Schema(
        example =
                """
                {"endpoint": "diabetes", "modelVersion": "diabetes@1", "threshold": 0.5,
                 "predictions": [{"value": 1, "probabilities": {"0": 0.27, "1": 0.73}}]}\
                """)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Predictions(
        String endpoint,
        String modelVersion,
        @Nullable Double threshold,
        List<Prediction> predictions) {

    /**
     * One answer.
     *
     * @param value the class label (text, number or boolean, as in the training data), or the
     *     number in the target's own unit; without a target the anomaly score, 0 or more
     * @param probabilities by class label; null where there are no classes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Prediction(Object value, @Nullable Map<String, Double> probabilities) {}
}
