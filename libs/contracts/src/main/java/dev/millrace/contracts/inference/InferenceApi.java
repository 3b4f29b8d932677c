package dev.millrace.contracts.inference;

import dev.millrace.contracts.job.Headers;
import dev.millrace.contracts.job.Job;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

@Tag(name = "Inference", description = "Endpoints that answer predictions")
@HttpExchange("/v1")
public interface InferenceApi {

    @Operation(
            summary = "Create an endpoint, or replace what it serves",
            description =
                    """
                    Starts a job that loads the version, verifies its transform, replays its golden rows, warms it up and
                    then lets it answer. Until then the version before keeps answering; no request is dropped. Its
                    result: `endpoint`, `modelVersion`, `goldenRows`.\
                    """)
    @PostExchange("/endpoints")
    ResponseEntity<Job> deploy(
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false)
                    @Nullable String idempotencyKey,
            @RequestHeader(name = Headers.CALLBACK_URL, required = false)
                    @Nullable String callbackUrl,
            @Valid @RequestBody DeployRequest request);

    @Operation(summary = "List endpoints", description = "By name.")
    @GetExchange("/endpoints")
    List<Endpoint> list();

    @Operation(
            summary = "Show an endpoint",
            description = "What it serves, how it decides, and which raw columns it needs.")
    @GetExchange("/endpoints/{name}")
    Endpoint find(@Parameter(example = "diabetes") @PathVariable("name") String name);

    @Operation(summary = "Delete an endpoint", description = "Idempotent.")
    @DeleteExchange("/endpoints/{name}")
    void delete(@Parameter(example = "diabetes") @PathVariable("name") String name);

    @Operation(
            summary = "Predict",
            description =
                    """
                    Answers for one or many raw rows. A missing, extra or mistyped field is refused with 400; every
                    mistake is listed as `rows[i].Column`.\
                    """)
    @PostExchange("/endpoints/{name}/predictions")
    Predictions predict(
            @Parameter(example = "diabetes") @PathVariable("name") String name,
            @Valid @RequestBody PredictRequest request);
}
