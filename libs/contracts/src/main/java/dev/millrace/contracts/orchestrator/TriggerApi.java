package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** Pipelines that run because something happened. */
@Tag(name = "Triggers", description = "Pipelines that run because something happened")
@HttpExchange("/v1/triggers")
public interface TriggerApi {

    @Operation(
            summary = "Write a trigger",
            description =
                    """
                    A new one looks for what appears from now on, unless `from` is `beginning`. One whose `on` stays the same
                    loses nothing and finds nothing twice; where it changes, it begins anew.\
                    """)
    @PutExchange("/{name}")
    Trigger put(@PathVariable("name") String name, @Valid @RequestBody TriggerRequest request);

    @Operation(summary = "List triggers", description = "By name.")
    @GetExchange
    List<Trigger> triggers(
            @RequestParam(name = "pipeline", required = false) @Nullable String pipeline);

    @Operation(
            summary = "Show a trigger",
            description = "`trouble` says why it cannot look, and since when.")
    @GetExchange("/{name}")
    Trigger trigger(@PathVariable("name") String name);

    @Operation(
            summary = "Delete a trigger",
            description =
                    "With its findings; those that wait start no run. Runs stay, and those that go on go on.")
    @DeleteExchange("/{name}")
    ResponseEntity<Void> delete(@PathVariable("name") String name);

    @Operation(
            summary = "Pause a trigger",
            description = "It looks for nothing and starts nothing.")
    @PostExchange("/{name}/pause")
    Trigger pause(@PathVariable("name") String name);

    @Operation(
            summary = "Resume a trigger",
            description = "It looks at once, and finds what appeared while it was paused.")
    @PostExchange("/{name}/resume")
    Trigger resume(@PathVariable("name") String name);

    @Operation(
            summary = "List what was found",
            description =
                    """
                    Each finding with the run that it started, or why it started none. Newest first; `before` is the id of the
                    last one seen. At most 1000 at once.\
                    """)
    @GetExchange("/{name}/findings")
    List<TriggerFinding> findings(
            @PathVariable("name") String name,
            @RequestParam(name = "before", required = false) @Nullable Long before,
            @RequestParam(name = "limit", defaultValue = "50") int limit);
}
