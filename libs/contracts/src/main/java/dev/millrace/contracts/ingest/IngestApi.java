package dev.millrace.contracts.ingest;

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
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** Uploads (a streamed body) are the service's own: {@code POST /v1/uploads}. */
@Tag(name = "Datasets", description = "Sources become immutable, hashed dataset versions")
@HttpExchange("/v1")
public interface IngestApi {

    @Operation(
            summary = "Ingest a source",
            description =
                    """
                    Starts a job that reads a CSV source into a dataset version. Its result is the version: `reference`
                    (such as `diabetes@1`), `dataset`, `number`, `hash`, `rows`, `columns`. The same bytes with the same
                    options again give the same version.\
                    """)
    @PostExchange("/ingestions")
    ResponseEntity<Job> ingest(
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false)
                    @Nullable String idempotencyKey,
            @RequestHeader(name = Headers.CALLBACK_URL, required = false)
                    @Nullable String callbackUrl,
            @Valid @RequestBody IngestRequest request);

    @Operation(summary = "List datasets", description = "By name, at most `limit`.")
    @GetExchange("/datasets")
    List<Dataset> list(@RequestParam(name = "limit", defaultValue = "100") int limit);

    @Operation(summary = "List the versions of a dataset", description = "Newest first.")
    @GetExchange("/datasets/{name}/versions")
    List<DatasetVersion> versions(@PathVariable("name") String name);

    @Operation(summary = "Show a version", description = "`version` is a number, or `latest`.")
    @GetExchange("/datasets/{name}/versions/{version}")
    DatasetVersion version(
            @PathVariable("name") String name, @PathVariable("version") String version);

    @Operation(summary = "Preview the first rows of a version", description = "At most 1000.")
    @GetExchange("/datasets/{name}/versions/{version}/preview")
    Preview preview(
            @PathVariable("name") String name,
            @PathVariable("version") String version,
            @RequestParam(name = "rows", defaultValue = "20") int rows);

    @Operation(
            summary = "Delete a version",
            description =
                    "Refused with 409 while something refers to it; the answer names what does.")
    @DeleteExchange("/datasets/{name}/versions/{version}")
    void delete(@PathVariable("name") String name, @PathVariable("version") String version);

    @Operation(
            summary = "Say that something refers to a version",
            description =
                    "Keeps the version from being deleted. Idempotent. `referrer` is such as `prep:<id>`.")
    @PutExchange("/datasets/{name}/versions/{version}/references/{referrer}")
    void addReference(
            @PathVariable("name") String name,
            @PathVariable("version") String version,
            @PathVariable("referrer") String referrer);

    @Operation(
            summary = "Say that something no longer refers to a version",
            description = "Idempotent.")
    @DeleteExchange("/datasets/{name}/versions/{version}/references/{referrer}")
    void removeReference(
            @PathVariable("name") String name,
            @PathVariable("version") String version,
            @PathVariable("referrer") String referrer);
}
