package dev.millrace.contracts.training;

import dev.millrace.contracts.job.Headers;
import dev.millrace.contracts.job.Job;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

@Tag(name = "Training", description = "Training jobs and the model registry")
@HttpExchange("/v1")
public interface TrainingApi {

    @Operation(
            summary = "Train a network",
            description =
                    """
                    Starts a job in a worker process. Its result: `modelVersion` (such as `diabetes@1`), `model`, `number`,
                    `metrics` (of the test part, by name), `validationMetrics`, `baselines` (test metrics of simple models by
                    their name), `epochs`, `bestEpoch`, `weightsHash`.
                    Events of type `epoch` hold `epoch`, `loss`, `validationLoss` and `seconds`.\
                    """)
    @PostExchange("/training-jobs")
    ResponseEntity<Job> train(
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false)
                    @Nullable String idempotencyKey,
            @RequestHeader(name = Headers.CALLBACK_URL, required = false)
                    @Nullable String callbackUrl,
            @Valid @RequestBody TrainRequest request);

    @Operation(summary = "List models", description = "By name.")
    @GetExchange("/models")
    List<Model> models();

    @Operation(summary = "List the versions of a model", description = "Newest first.")
    @GetExchange("/models/{name}/versions")
    List<ModelVersion> versions(@PathVariable("name") String name);

    @Operation(
            summary = "Show a version",
            description = "`version` is a number, an alias, or `latest`.")
    @GetExchange("/models/{name}/versions/{version}")
    ModelVersion version(
            @PathVariable("name") String name, @PathVariable("version") String version);

    @Operation(
            summary = "Show how a version was evaluated",
            description =
                    """
                    Metrics, curves, calibration, residuals and slices by part; the threshold chosen on the validation part;
                    permutation importance; baselines on the same parts; for series the naive forecasts. `version` is a
                    number, an alias, or `latest`.\
                    """)
    @GetExchange("/models/{name}/versions/{version}/evaluation")
    EvaluationReport evaluation(
            @PathVariable("name") String name, @PathVariable("version") String version);

    @Operation(
            summary = "Compare versions",
            description = "The versions named (`name@version`, several), in the order given.")
    @GetExchange("/model-versions")
    List<ModelVersion> compare(@RequestParam("reference") List<String> references);

    @Operation(
            summary = "Approve or reject a version",
            description =
                    "Decisions are kept, with who decided, why and when; the latest one holds.")
    @PutExchange("/models/{name}/versions/{version}/approval")
    ModelVersion decide(
            @PathVariable("name") String name,
            @PathVariable("version") String version,
            @Valid @RequestBody Decide decision);

    @Operation(
            summary = "Describe and tag a version",
            description = "What is absent stays as it is; a tag with an empty value is removed.")
    @PatchExchange("/models/{name}/versions/{version}")
    ModelVersion note(
            @PathVariable("name") String name,
            @PathVariable("version") String version,
            @Valid @RequestBody VersionNotes notes);

    @Operation(summary = "Point an alias at a version", description = "Moves it if it exists.")
    @PutExchange("/models/{name}/aliases/{alias}")
    Model setAlias(
            @PathVariable("name") String name,
            @PathVariable("alias") String alias,
            @RequestParam("version") int version);

    @Operation(summary = "Remove an alias", description = "Idempotent.")
    @DeleteExchange("/models/{name}/aliases/{alias}")
    Model removeAlias(@PathVariable("name") String name, @PathVariable("alias") String alias);

    @Operation(
            summary = "Delete a version",
            description = "Refused with 409 while an alias or an endpoint refers to it.")
    @DeleteExchange("/models/{name}/versions/{version}")
    void delete(@PathVariable("name") String name, @PathVariable("version") String version);

    @Operation(summary = "Say that something refers to a version", description = "Idempotent.")
    @PutExchange("/models/{name}/versions/{version}/references/{referrer}")
    void addReference(
            @PathVariable("name") String name,
            @PathVariable("version") String version,
            @PathVariable("referrer") String referrer);

    @Operation(
            summary = "Say that something no longer refers to a version",
            description = "Idempotent.")
    @DeleteExchange("/models/{name}/versions/{version}/references/{referrer}")
    void removeReference(
            @PathVariable("name") String name,
            @PathVariable("version") String version,
            @PathVariable("referrer") String referrer);
}
