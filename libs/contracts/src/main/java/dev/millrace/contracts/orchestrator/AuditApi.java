package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** Who did what. */
@Tag(name = "Audit", description = "Who did what")
@HttpExchange("/v1/audit")
public interface AuditApi {

    @Operation(
            summary = "List what was asked for",
            description =
                    """
                    Every request that changes something, here and through the front door, and every run that a schedule
                    or a trigger started; newest first. Conditions that are given must all hold: `target` is the beginning
                    of a target, such as `runs/` and an id, `from` is included and `to` is not, and `after` is the id of
                    the last entry seen. At most 1000 at once.\
                    """)
    @GetExchange
    List<AuditEntry> entries(
            @RequestParam(name = "actor", required = false) @Nullable String actor,
            @RequestParam(name = "action", required = false) @Nullable String action,
            @RequestParam(name = "target", required = false) @Nullable String target,
            @RequestParam(name = "from", required = false) @Nullable Instant from,
            @RequestParam(name = "to", required = false) @Nullable Instant to,
            @RequestParam(name = "after", required = false) @Nullable Long after,
            @RequestParam(name = "limit", defaultValue = "50") int limit);
}
