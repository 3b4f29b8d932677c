package dev.millrace.orchestrator.archive;

import dev.millrace.contracts.orchestrator.AttemptApi;
import dev.millrace.contracts.orchestrator.OrchestratorApi;
import dev.millrace.contracts.orchestrator.RunEvent;
import dev.millrace.contracts.orchestrator.Step;
import dev.millrace.contracts.orchestrator.StepAttempt;
import dev.millrace.orchestrator.archive.OldRuns.Old;
import dev.millrace.orchestrator.chore.Chore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Moves runs that ended long ago to the bucket, a few at a time. First the object, then the rows:
 * after a crash in between the same object is written again. What one instance does twice with
 * another is the same twice.
 */
@Component
class RunArchive implements Chore {

    /** A shorter one is the last one; what the API promises. */
    private static final int PAGE = 1000;

    private final OldRuns old;
    private final Documents documents;
    private final OrchestratorApi runs;
    private final AttemptApi attempts;
    private final ArchiveSettings settings;
    private final Counter archived;

    RunArchive(
            OldRuns old,
            Documents documents,
            OrchestratorApi runs,
            AttemptApi attempts,
            ArchiveSettings settings,
            MeterRegistry metrics) {
        this.old = old;
        this.documents = documents;
        this.runs = runs;
        this.attempts = attempts;
        this.settings = settings;
        this.archived = metrics.counter("millrace.runs.archived");
    }

    @Override
    public String purpose() {
        return "archive old runs";
    }

    @Override
    public Duration pause() {
        return settings.pause();
    }

    /** One batch. */
    @Override
    public void run() {
        var batch = old.oldest(settings.after(), settings.batch());
        var written = new ArrayList<Old>();
        for (var each : batch) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            if (write(each.id())) {
                written.add(each);
            }
        }
        if (!written.isEmpty()) {
            archived.increment(old.delete(written));
        }
    }

    /** False for one that another instance has just archived. */
    boolean write(UUID id) {
        var run = runs.run(id);
        if (run.archive() != null) {
            return false;
        }
        var tries = new TreeMap<String, List<StepAttempt>>();
        for (Step step : run.steps()) {
            tries.put(step.name(), attempts.attempts(id, step.name()));
        }
        documents.write(new RunDocument(RunDocument.FORMAT, run, events(id), tries));
        return true;
    }

    private List<RunEvent> events(UUID id) {
        var all = new ArrayList<RunEvent>();
        var page = runs.history(id, 0);
        all.addAll(page);
        while (page.size() >= PAGE) {
            page = runs.history(id, page.getLast().number());
            all.addAll(page);
        }
        return all;
    }
}
