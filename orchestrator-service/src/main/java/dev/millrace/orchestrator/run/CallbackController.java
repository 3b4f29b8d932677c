package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.StepCallback;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hears that jobs have ended. A hint only: the follower of the job asks its service. Of a task, the
 * body counts, and is kept. Late and repeated calls are harmless, and a call that reaches an
 * instance which does not own the run is passed on to the one that does.
 */
@RestController
@Tag(name = "Callbacks", description = "For services")
class CallbackController {

    private final JdbcClient jdbc;
    private final Works works;
    private final Notices notices;
    private final CallbackRows rows;

    CallbackController(JdbcClient jdbc, Works works, Notices notices, CallbackRows rows) {
        this.jdbc = jdbc;
        this.works = works;
        this.notices = notices;
        this.rows = rows;
        notices.when(Notices.About.CALLBACK, works::wake);
    }

    @Operation(
            summary = "Say that work has ended",
            description =
                    """
                    Services say so of jobs, and the body is not read. Whoever was called by a step of type `http` with
                    `callback: true` says here how the work ended. The first word counts; later ones are answered 200
                    and have no effect. 404 for a token that was never given out.\
                    """)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = StepCallback.class)))
    @PostMapping(Callbacks.PATH + "{token}")
    void ended(
            @PathVariable("token") UUID token,
            @RequestBody(required = false) @Nullable String said) {
        if (!works.followsJob(token)) {
            rows.keep(token, said);
        }
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
