package dev.millrace.contracts.orchestrator;

import dev.millrace.contracts.job.Headers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What was told whoever listens: by steps of type {@code emit}, and by anybody else. */
@Tag(name = "Events", description = "What was told whoever listens")
@HttpExchange("/v1/events")
public interface EmittedEventApi {

    @Operation(
            summary = "Emit an event",
            description =
                    """
                    Triggers and sensors find it as they find those of steps. 201; the same `Idempotency-Key` and body again
                    answer 200 with the first event, another body 409.\
                    """)
    @PostExchange
    ResponseEntity<EmittedEvent> emit(
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false)
                    @Nullable String idempotencyKey,
            @Valid @RequestBody EmitRequest request);

    @Operation(
            summary = "List emitted events",
            description =
                    """
                    In the order of their ids, from the first one after `after`; at most `limit`, which is at most 1000.
                    Give the last id that you have seen to get what came since.\
                    """)
    @GetExchange
    List<EmittedEvent> events(
            @RequestParam(name = "name", required = false) @Nullable String name,
            @RequestParam(name = "after", defaultValue = "0") long after,
            @RequestParam(name = "limit", defaultValue = "100") int limit);
}
