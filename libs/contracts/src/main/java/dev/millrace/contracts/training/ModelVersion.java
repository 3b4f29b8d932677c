package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.VersionReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trained model with all that is needed to serve it and to explain it.
 *
 * <p>Layout below {@code location} (an {@code s3://} URI): {@code saved_model/} (TensorFlow
 * SavedModel; signature {@code serving_default}, input {@code features} float [n, width], output
 * {@code output} double [n, 1] or [n, classes]: probabilities for classes, the scaled target for
 * regression), {@code transform.json}, {@code golden.json} (a list of {@link GoldenRow}), {@code
 * test-predictions.jsonl} (one {@link GoldenRow} per line for the first 10,000 rows of the test
 * part), {@code evaluation.json} (an {@link EvaluationReport}), {@code weights.sha256}, {@code
 * weights.safetensors} (all weights by name, single precision), {@code epochs.json} (loss,
 * validationLoss, monitored, learningRate, seconds and waited by epoch), {@code findings.json} (a
 * list of {@link Finding}).
 *
 * @param metrics by part: {@code train}, {@code validation}, {@code test}; of classes at 0.5,
 *     whatever the threshold, so that versions can be compared
 * @param threshold the probability from which on its second class is answered, golden rows and test
 *     predictions included; null where the request asked for none: then 0.5
 * @param epochs how many were run
 * @param bestEpoch whose weights these are, counted from 1
 * @param weightsHash SHA-256 of all weights in a fixed order: equal for equal models
 * @param artifactHashes SHA-256 by path below {@code location}
 * @param lineage preparedData, recipe hash, dataset versions, job
 * @param environment versions of Java, the platform and the engine, and the device
 * @param description what people say of it; empty until somebody does
 * @param approval whether it may be used, and who said so
 */
@JsonIgnoreProperties(value = "reference", allowGetters = true) // derived: written, not read
public record ModelVersion(
        String model,
        int number,
        String location,
        UUID preparedData,
        String transformHash,
        String weightsHash,
        Map<String, String> artifactHashes,
        Map<String, Metrics> metrics,
        @Nullable Double threshold,
        int epochs,
        int bestEpoch,
        TrainRequest request,
        Map<String, Object> lineage,
        Map<String, String> environment,
        List<String> aliases,
        Instant createdAt,
        String createdBy,
        String description,
        Map<String, String> tags,
        Approval approval) {

    /** {@code model@number}. */
    @JsonProperty("reference")
    public String reference() {
        return VersionReference.of(model, number).toString();
    }
}
