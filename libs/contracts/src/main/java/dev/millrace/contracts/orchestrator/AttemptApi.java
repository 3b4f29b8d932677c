package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** How often steps were tried, and what became of it. */
@Tag(name = "Orchestration")
@HttpExchange("/v1/runs")
public interface AttemptApi {

    @Operation(
            summary = "List the attempts of a step",
            description =
                    "Oldest first, at most 1000: what each was sent, its job, its outcome, and the artifacts that it read and made.")
    @GetExchange("/{id}/steps/{name}/attempts")
    List<StepAttempt> attempts(@PathVariable("id") UUID id, @PathVariable("name") String name);
}
