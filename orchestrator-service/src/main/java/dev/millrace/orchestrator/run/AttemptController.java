package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.AttemptApi;
import dev.millrace.contracts.orchestrator.StepAttempt;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AttemptController implements AttemptApi {

    private final AttemptHistory attempts;
    private final ArchivedRuns archive;

    AttemptController(AttemptHistory attempts, ArchivedRuns archive) {
        this.attempts = attempts;
        this.archive = archive;
    }

    @Override
    public List<StepAttempt> attempts(UUID id, String name) {
        var found = attempts.of(id, name);
        if (!found.isEmpty() || attempts.knows(id, name)) {
            return found;
        }
        return archive.attempts(id, name)
                .orElseThrow(() ->
                        new PlatformException(
                                FailureCode.STEP_NOT_FOUND,
                                "there is no run %s with a step '%s'".formatted(id, name)));
    }
}
