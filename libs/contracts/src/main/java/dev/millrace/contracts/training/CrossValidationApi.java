package dev.millrace.contracts.training;

import dev.millrace.contracts.job.Headers;
import dev.millrace.contracts.job.Job;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

@Tag(name = "Tuning", description = "Cross-validations, and studies of hyperparameters")
@HttpExchange("/v1")
public interface CrossValidationApi {

    @Operation(
            summary = "Cross-validate a network",
            description =
                    """
                    Starts a job that fits transform and network anew in each fold, in parallel, and the baselines beside
                    them. Its result: `crossValidation` (the id), `metrics` (the network's means over the folds, by name),
                    `deviations`, `baselines` (means, by baseline and name), `folds`, `predictions`, `seconds`. Events of
                    type `fold` hold `repetition`, `fold`, `epochs`, `seconds` and `metrics`.\
                    """)
    @PostExchange("/cross-validations")
    ResponseEntity<Job> crossValidate(
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false)
                    @Nullable String idempotencyKey,
            @RequestHeader(name = Headers.CALLBACK_URL, required = false)
                    @Nullable String callbackUrl,
            @Valid @RequestBody CrossValidationRequest request);

    @Operation(
            summary = "Show a cross-validation",
            description = "Once its job has succeeded: means, deviations, and every fold.")
    @GetExchange("/cross-validations/{id}")
    CrossValidation crossValidation(@PathVariable("id") UUID id);
}
