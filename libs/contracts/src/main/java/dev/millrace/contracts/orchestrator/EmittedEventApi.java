package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** What runs told whoever listens, by steps of type {@code emit}. */
@Tag(name = "Events", description = "What runs told whoever listens")
@HttpExchange("/v1/events")
public interface EmittedEventApi {

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
