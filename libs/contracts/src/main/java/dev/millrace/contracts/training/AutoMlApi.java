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
public interface AutoMlApi {

    @Operation(
            summary = "Find a model within a time budget",
            description =
                    """
                    Starts a job that fits the baselines and the presets that suit the data, tunes the best preset in what is
                    left of the time, and registers the best network. Its result: `automl` (the id), `leaderboard` (best first
                    by the validation part), `verdict` (a sentence; it says so if a baseline wins), `baselineWins`, `metric`,
                    `modelVersion` and its `metrics` (of the test part), `cutOff` (whether the time ended its training before
                    it had all epochs of its trial), `trials`, `budgetSeconds`, `usedSeconds`. Events of type `baseline` and
                    `trial` tell each as it is measured.\
                    """)
    @PostExchange("/automl")
    ResponseEntity<Job> automl(
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false)
                    @Nullable String idempotencyKey,
            @RequestHeader(name = Headers.CALLBACK_URL, required = false)
                    @Nullable String callbackUrl,
            @Valid @RequestBody AutoMlRequest request);

    @Operation(
            summary = "Show an automl",
            description = "Its leaderboard so far, while it runs and afterwards.")
    @GetExchange("/automl/{id}")
    AutoMl automl(@PathVariable("id") UUID id);
}
