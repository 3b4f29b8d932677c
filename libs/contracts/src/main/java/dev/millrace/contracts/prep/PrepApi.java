package dev.millrace.contracts.prep;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.job.Headers;
import dev.millrace.contracts.job.Job;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

@Tag(name = "Preparation", description = "Profiles and training data, made by Spark")
@HttpExchange("/v1")
public interface PrepApi {

    @Operation(
            summary = "Prepare training data",
            description =
                    """
                    Starts a job that runs a recipe. Its result is the PreparedData: `id`, `hash`, `location`, `trainRows`,
                    `validationRows`, `testRows`, `transformHash`, `featureNames`. The same recipe on the same dataset
                    versions again gives the same PreparedData.\
                    """)
    @PostExchange("/preparations")
    ResponseEntity<Job> prepare(
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false)
                    @Nullable String idempotencyKey,
            @RequestHeader(name = Headers.CALLBACK_URL, required = false)
                    @Nullable String callbackUrl,
            @Valid @RequestBody PrepareRequest request);

    @Operation(
            summary = "Check a recipe without running it",
            description =
                    "Answers every mistake; an empty list means that the recipe is well-formed.")
    @PostExchange("/recipes/check")
    List<Mistake> check(@RequestBody Recipe recipe);

    @Operation(
            summary = "Profile a dataset version",
            description =
                    "Starts a job. Its result holds `profile` (the id), `rows` and `columns` (a count).")
    @PostExchange("/profiles")
    ResponseEntity<Job> profile(
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false)
                    @Nullable String idempotencyKey,
            @RequestHeader(name = Headers.CALLBACK_URL, required = false)
                    @Nullable String callbackUrl,
            @Valid @RequestBody ProfileRequest request);

    @Operation(
            summary = "Show a profile",
            description = "Per column: counts, distribution, correlation.")
    @GetExchange("/profiles/{id}")
    Profile findProfile(@PathVariable("id") UUID id);

    @Operation(summary = "List prepared data", description = "Newest first.")
    @GetExchange("/prepared-data")
    List<PreparedData> list(@RequestParam(name = "limit", defaultValue = "50") int limit);

    @Operation(summary = "Show prepared data", description = "With its recipe and exact inputs.")
    @GetExchange("/prepared-data/{id}")
    PreparedData find(@PathVariable("id") UUID id);

    @Operation(
            summary = "Describe prepared data",
            description =
                    "Per column of the training part: type, missing values, range or most frequent values.")
    @GetExchange("/prepared-data/{id}/statistics")
    List<ColumnStatistics> statistics(@PathVariable("id") UUID id);

    @Operation(
            summary = "Delete prepared data",
            description = "Refused with 409 while a model version refers to it.")
    @DeleteExchange("/prepared-data/{id}")
    void delete(@PathVariable("id") UUID id);

    @Operation(summary = "Say that something refers to prepared data", description = "Idempotent.")
    @PutExchange("/prepared-data/{id}/references/{referrer}")
    void addReference(@PathVariable("id") UUID id, @PathVariable("referrer") String referrer);

    @Operation(
            summary = "Say that something no longer refers to prepared data",
            description = "Idempotent.")
    @DeleteExchange("/prepared-data/{id}/references/{referrer}")
    void removeReference(@PathVariable("id") UUID id, @PathVariable("referrer") String referrer);
}
