package dev.millrace.contracts.job;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The same in every service that has long-running requests. Live events: {@code GET
 * /v1/jobs/{id}/events}.
 */
@Tag(name = "Jobs", description = "Long-running requests of this service")
@HttpExchange("/v1/jobs")
public interface JobApi {

    @Operation(summary = "List the latest jobs", description = "Newest first.")
    @GetExchange
    List<Job> list(@RequestParam(name = "limit", defaultValue = "50") int limit);

    @Operation(summary = "Show a job", description = "State, progress, and its result or failure.")
    @GetExchange("/{id}")
    Job find(@PathVariable("id") UUID id);

    @Operation(
            summary = "Cancel a job",
            description =
                    "Asks the job to stop. A job that has ended stays as it is; the answer shows its state.")
    @PostExchange("/{id}/cancel")
    Job cancel(@PathVariable("id") UUID id);

    @Operation(
            summary = "Read what happened in a job",
            description = "Events with a number above `after`, oldest first, at most 1000.")
    @GetExchange("/{id}/history")
    List<JobEvent> history(
            @PathVariable("id") UUID id,
            @RequestParam(name = "after", defaultValue = "0") long after);
}
