package dev.millrace.contracts.orchestrator;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.job.Headers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Live events of a run: {@code GET /v1/runs/{id}/events} (server-sent events). */
@Tag(name = "Orchestration", description = "Pipelines and their runs")
@HttpExchange("/v1")
public interface OrchestratorApi {

    @Operation(
            summary = "Post a pipeline",
            description =
                    """
                    YAML or JSON. A definition equal to the latest one gives that version again; another one becomes the
                    next version. A wrong one is refused with every mistake at its line.\
                    """)
    @PostExchange("/pipelines")
    PipelineVersion post(@RequestBody String definition);

    @Operation(
            summary = "Check a pipeline without posting it",
            description = "Answers every mistake; an empty list means that it is right.")
    @PostExchange("/pipelines/check")
    List<Mistake> check(@RequestBody String definition);

    @Operation(
            summary = "Read the schema of pipelines",
            description =
                    """
                    A JSON Schema (draft 7), made from what this orchestrator accepts, with which editors complete and check
                    definitions. What it refuses is refused here; names that steps refer to are checked here only.\
                    """)
    @GetExchange("/pipelines/schema")
    Map<String, Object> schema();

    @Operation(
            summary = "Plan a run without starting it",
            description =
                    """
                    The steps in order, with what parameters make of them: `when` is `true`, `false`, or `later` where it
                    depends on what a step gives. Mistakes are answered, not refused. Give `definition`, or `pipeline`
                    and `version`.\
                    """)
    @PostExchange("/pipelines/plan")
    RunPlan plan(@Valid @RequestBody PlanRequest request);

    @Operation(summary = "List pipelines", description = "By name.")
    @GetExchange("/pipelines")
    List<Pipeline> pipelines();

    @Operation(
            summary = "Show a version of a pipeline",
            description = "`version` is a number, or `latest`.")
    @GetExchange("/pipelines/{name}/versions/{version}")
    PipelineVersion version(
            @PathVariable("name") String name, @PathVariable("version") String version);

    @Operation(
            summary = "Compare two versions of a pipeline",
            description =
                    "Steps and parameters that were added, removed or changed, and which fields. A version is a number, or `latest`.")
    @GetExchange("/pipelines/{name}/versions/{from}/diff/{to}")
    PipelineDiff diff(
            @PathVariable("name") String name,
            @PathVariable("from") String from,
            @PathVariable("to") String to);

    @Operation(
            summary = "Start a run",
            description =
                    "The same `Idempotency-Key` and body again answer with the first run; another body with 409.")
    @PostExchange("/runs")
    ResponseEntity<Run> start(
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false)
                    @Nullable String idempotencyKey,
            @Valid @RequestBody StartRun request);

    @Operation(
            summary = "List runs",
            description =
                    "Newest first, without their steps: all, those of a pipeline, or those that steps of the run `parent` started.")
    @GetExchange("/runs")
    List<Run> runs(
            @RequestParam(name = "pipeline", required = false) @Nullable String pipeline,
            @RequestParam(name = "parent", required = false) @Nullable UUID parent,
            @RequestParam(name = "limit", defaultValue = "50") int limit);

    @Operation(summary = "Show a run", description = "With its steps.")
    @GetExchange("/runs/{id}")
    Run run(@PathVariable("id") UUID id);

    @Operation(
            summary = "Cancel a run",
            description =
                    "No further step starts; running jobs are asked to stop. A run that has ended stays as it is.")
    @PostExchange("/runs/{id}/cancel")
    Run cancel(@PathVariable("id") UUID id);

    @Operation(
            summary = "Pause a run",
            description =
                    "No further step starts; what runs goes on. A run that has ended stays as it is.")
    @PostExchange("/runs/{id}/pause")
    Run pause(@PathVariable("id") UUID id);

    @Operation(
            summary = "Resume a run",
            description =
                    """
                    A PAUSED run goes on. In one that FAILED or was CANCELLED, the steps that did not succeed start over;
                    those that succeeded are kept. Refused with 409 for any other.\
                    """)
    @PostExchange("/runs/{id}/resume")
    Run resume(@PathVariable("id") UUID id);

    @Operation(
            summary = "Run steps of an ended run again",
            description =
                    "The named steps and all that need them start over, and with them `finally`; the others keep what they have.")
    @PostExchange("/runs/{id}/rerun")
    Run rerun(@PathVariable("id") UUID id, @Valid @RequestBody Rerun request);

    @Operation(
            summary = "Read what happened in a run",
            description = "Events with a number above `after`, oldest first, at most 1000.")
    @GetExchange("/runs/{id}/history")
    List<RunEvent> history(
            @PathVariable("id") UUID id,
            @RequestParam(name = "after", defaultValue = "0") long after);
}
