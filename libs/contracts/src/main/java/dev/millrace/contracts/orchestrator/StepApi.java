package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What single steps wait for, and what people say about them. */
@Tag(name = "Steps", description = "Why steps wait, and what people say about them")
@HttpExchange("/v1")
public interface StepApi {

    @Operation(
            summary = "Say why a run waits",
            description =
                    """
                    For every step that has not ended: what is missing, since when, who holds the slot until when, its place
                    in the queue, and when it can go on at the earliest.\
                    """)
    @GetExchange("/runs/{id}/why")
    Why why(@PathVariable("id") UUID id);

    @Operation(
            summary = "Answer a step that asks",
            description =
                    """
                    Of type `approve`, while it is RUNNING: 409 once it has ended, 403 for those it does not ask. A step that
                    is not approved fails with REJECTED.\
                    """)
    @PostExchange("/runs/{id}/steps/{name}/approve")
    Run approve(
            @PathVariable("id") UUID id,
            @PathVariable("name") String name,
            @Valid @RequestBody Approval answer);

    @Operation(
            summary = "Say how a step ended",
            description =
                    """
                    A step that has not ended counts as ended so; its work is left. In a run that has ended, the step's
                    dependants start over. Refused with 409 for a step that has ended in a run that goes on.\
                    """)
    @PostExchange("/runs/{id}/steps/{name}/mark")
    Run mark(
            @PathVariable("id") UUID id,
            @PathVariable("name") String name,
            @Valid @RequestBody Mark mark);
}
