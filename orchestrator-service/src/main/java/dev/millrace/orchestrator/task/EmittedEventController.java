package dev.millrace.orchestrator.task;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.EmitRequest;
import dev.millrace.contracts.orchestrator.EmittedEvent;
import dev.millrace.contracts.orchestrator.EmittedEventApi;
import dev.millrace.kit.web.CurrentPrincipal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EmittedEventController implements EmittedEventApi {

    private static final int MOST = 1000;

    private final EmittedEvents events;

    EmittedEventController(EmittedEvents events) {
        this.events = events;
    }

    @Override
    public ResponseEntity<EmittedEvent> emit(@Nullable String idempotencyKey, EmitRequest request) {
        var added = events.add(idempotencyKey, request, CurrentPrincipal.name());
        return ResponseEntity.status(added.now() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(added.event());
    }

    @Override
    @GetMapping
    public List<EmittedEvent> events(
            @RequestParam(name = "name", required = false) @Nullable String name,
            @RequestParam(name = "after", defaultValue = "0") long after,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "'limit' is %d, but must lie between 1 and %d".formatted(limit, MOST));
        }
        return events.after(after, name, limit);
    }
}
