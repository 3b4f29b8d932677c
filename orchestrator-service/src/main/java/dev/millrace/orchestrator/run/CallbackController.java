package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hears that jobs have ended. A hint only: the follower of the job asks its service. Late and
 * repeated calls are harmless, and a call that reaches an instance which does not own the run is
 * passed on to the one that does.
 */
@RestController
@Tag(name = "Callbacks", description = "For services")
class CallbackController {

    private final JdbcClient jdbc;
    private final Works works;
    private final Notices notices;

    CallbackController(JdbcClient jdbc, Works works, Notices notices) {
        this.jdbc = jdbc;
        this.works = works;
        this.notices = notices;
        notices.when(Notices.About.CALLBACK, works::wake);
    }

    @Operation(
            summary = "Say that a job has ended",
            description =
                    "Idempotent; the body is not read. 404 for a token that was never given out.")
    @PostMapping(Callbacks.PATH + "{token}")
    void ended(@PathVariable("token") UUID token) {
        if (!works.wake(token) && isOpen(token)) {
            notices.tell(Notices.About.CALLBACK, token);
        }
    }

    private boolean isOpen(UUID token) {
        return jdbc.sql("select ended_at is null from attempt where token = :token")
                .param("token", token)
                .query(Boolean.class)
                .optional()
                .orElseThrow(() ->
                        new PlatformException(
                                FailureCode.STEP_NOT_FOUND,
                                "no step waits for the token " + token));
    }
}
