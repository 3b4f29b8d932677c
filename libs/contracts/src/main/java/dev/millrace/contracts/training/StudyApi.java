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
public interface StudyApi {

    @Operation(
            summary = "Search for hyperparameters",
            description =
                    """
                    Starts a job that tries points of a space, several at a time. Its result: `study` (the id), `bestTrial`,
                    `value` (its metric), `params`, `trials`, `trialsPruned`, `trialsFailed`, `epochsSaved`, `importance`,
                    `seconds`, and, unless nothing is retrained, `modelVersion` and its `metrics` (of the test part). Events
                    of type `trial` hold `number`, `state`, `value`, `params`, `epochs` and `seconds`.\
                    """)
    @PostExchange("/studies")
    ResponseEntity<Job> study(
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false)
                    @Nullable String idempotencyKey,
            @RequestHeader(name = Headers.CALLBACK_URL, required = false)
                    @Nullable String callbackUrl,
            @Valid @RequestBody StudyRequest request);

    @Operation(
            summary = "Show a study",
            description = "All its trials, while it runs and afterwards.")
    @GetExchange("/studies/{id}")
    Study study(@PathVariable("id") UUID id);
}
