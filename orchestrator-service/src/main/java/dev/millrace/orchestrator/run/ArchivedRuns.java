package dev.millrace.orchestrator.run;

import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunEvent;
import dev.millrace.contracts.orchestrator.StepAttempt;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Runs whose rows are gone. Empty for one that is not among them. */
public interface ArchivedRuns {

    Optional<Run> run(UUID id);

    /** Those with a number above that one, oldest first; not more at once than of other runs. */
    Optional<List<RunEvent>> history(UUID id, long after);

    Optional<List<StepAttempt>> attempts(UUID id, String step);
}
