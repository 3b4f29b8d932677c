package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.JobEvent;
import dev.millrace.contracts.orchestrator.OrchestratorApi;
import dev.millrace.contracts.orchestrator.Pipeline;
import dev.millrace.contracts.orchestrator.PipelineDiff;
import dev.millrace.contracts.orchestrator.PipelineVersion;
import dev.millrace.contracts.orchestrator.PlanRequest;
import dev.millrace.contracts.orchestrator.Rerun;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunEvent;
import dev.millrace.contracts.orchestrator.RunPlan;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.kit.web.CurrentPrincipal;
import dev.millrace.orchestrator.definition.DefinitionSchema;
import dev.millrace.orchestrator.pipeline.Pipelines;
import dev.millrace.orchestrator.pipeline.Planner;
import dev.millrace.orchestrator.remote.ServiceJobs;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class OrchestratorController implements OrchestratorApi {

    private final Pipelines pipelines;
    private final Planner planner;
    private final Runs runs;
    private final RunHistory history;
    private final Starts starts;
    private final Reruns reruns;
    private final Commands commands;
    private final RunStreams streams;
    private final ServiceJobs services;
    private final ArchivedRuns archive;

    OrchestratorController(
            Pipelines pipelines,
            Planner planner,
            Runs runs,
            RunHistory history,
            Starts starts,
            Reruns reruns,
            Commands commands,
            RunStreams streams,
            ServiceJobs services,
            ArchivedRuns archive) {
        this.pipelines = pipelines;
        this.planner = planner;
        this.runs = runs;
        this.history = history;
        this.starts = starts;
        this.reruns = reruns;
        this.commands = commands;
        this.streams = streams;
        this.services = services;
        this.archive = archive;
    }

    @Override
    public PipelineVersion post(String definition) {
        return pipelines.post(definition, CurrentPrincipal.name());
    }

    @Override
    public List<Mistake> check(String definition) {
        return pipelines.check(definition);
    }

    @Override
    public Map<String, Object> schema() {
        return DefinitionSchema.create();
    }

    @Override
    public RunPlan plan(PlanRequest request) {
        return planner.plan(request);
    }

    @Override
    public PipelineDiff diff(String name, String from, String to) {
        return pipelines.diff(name, pipelines.number(name, from), pipelines.number(name, to));
    }

    @Override
    public List<Pipeline> pipelines() {
        return pipelines.list();
    }

    @Override
    public PipelineVersion version(String name, String version) {
        return pipelines.version(name, pipelines.number(name, version));
    }

    @Override
    public ResponseEntity<Run> start(@Nullable String idempotencyKey, StartRun request) {
        var started = starts.start(idempotencyKey, request, CurrentPrincipal.name());
        return ResponseEntity.status(started.isNew() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create("/v1/runs/" + started.run()))
                .body(runs.find(started.run()));
    }

    @Override
    public List<Run> runs(@Nullable String pipeline, @Nullable UUID parent, int limit) {
        return parent == null ? runs.newest(pipeline, limit) : runs.children(parent, limit);
    }

    @Override
    public Run run(UUID id) {
        return orArchived(() -> runs.find(id), () -> archive.run(id));
    }

    private static <T> T orArchived(Supplier<T> rows, Supplier<Optional<T>> archived) {
        try {
            return rows.get();
        } catch (PlatformException missing) {
            if (missing.code() != FailureCode.RUN_NOT_FOUND) {
                throw missing;
            }
            return archived.get().orElseThrow(() -> missing);
        }
    }

    @Override
    public Run cancel(UUID id) {
        return give(id, Commands.Kind.CANCEL);
    }

    @Override
    public Run pause(UUID id) {
        return give(id, Commands.Kind.PAUSE);
    }

    private Run give(UUID id, Commands.Kind command) {
        if (!runs.hasEnded(id)) {
            commands.give(id, command, CurrentPrincipal.name());
        }
        return runs.find(id);
    }

    @Override
    public Run resume(UUID id) {
        if (runs.find(id).state() == RunState.PAUSED) {
            return give(id, Commands.Kind.UNPAUSE);
        }
        reruns.fromFailures(id, CurrentPrincipal.name());
        return runs.find(id);
    }

    @Override
    public Run rerun(UUID id, Rerun request) {
        reruns.from(
                id,
                request.from(),
                Objects.requireNonNullElse(request.parameters(), Map.of()),
                CurrentPrincipal.name());
        return runs.find(id);
    }

    @Override
    public List<RunEvent> history(UUID id, long after) {
        return orArchived(
                () -> {
                    runs.require(id);
                    return history.after(id, after);
                },
                () -> archive.history(id, after));
    }

    @Operation(
            summary = "Follow a run",
            description =
                    "Server-sent events: what has happened and what happens, until the run ends. `Last-Event-ID` goes on after that event.")
    @GetMapping(path = "/runs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable("id") UUID id,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "0") long after) {
        return streams.open(id, after);
    }

    @Operation(
            summary = "Read the log of a step",
            description =
                    "The events of its present job, as its service tells them; none before the job exists.")
    @GetMapping("/runs/{id}/steps/{name}/log")
    List<JobEvent> log(
            @PathVariable("id") UUID id,
            @PathVariable("name") String name,
            @RequestParam(name = "after", defaultValue = "0") long after) {
        var job = runs.job(id, name);
        if (job == null) {
            return List.of();
        }
        return ServiceJobs.answered(() -> services.jobs(job.service()).history(job.job(), after));
    }
}
