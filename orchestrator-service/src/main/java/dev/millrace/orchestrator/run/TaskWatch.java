package dev.millrace.orchestrator.run;

import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.task.TaskHost;
import dev.millrace.orchestrator.task.TaskOrder;
import dev.millrace.orchestrator.task.Tasks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of one attempt in the present thread. May be done again at any point by another
 * instance, with the request that was stored when the attempt began.
 */
final class TaskWatch implements TaskHost {

    private final HeldRun run;
    private final Attempt attempt;
    private final Signals signals;
    private final JobWatch.Parts parts;
    private final JobWatch.Report progressed;

    TaskWatch(
            HeldRun run,
            Attempt attempt,
            Signals signals,
            JobWatch.Parts parts,
            JobWatch.Report progressed) {
        this.run = run;
        this.attempt = attempt;
        this.signals = signals;
        this.parts = parts;
        this.progressed = progressed;
    }

    /** How the work ended; null where that is of no interest any more. */
    @Nullable Outcome work(Tasks tasks) throws InterruptedException {
        try {
            var outcome = tasks.run(order(), this);
            return isOfInterest() ? outcome : null;
        } catch (InterruptedException stopped) {
            if (!signals.isStopping()) {
                throw stopped;
            }
            return isOfInterest() ? new Outcome.Cancelled("stopped when asked to") : null;
        }
    }

    private boolean isOfInterest() {
        return !signals.isLeft() && !signals.isForgotten();
    }

    private TaskOrder order() {
        return new TaskOrder(
                run.id(),
                attempt.step(),
                attempt.number(),
                run.definition(attempt.step()).type(),
                attempt.request(),
                run.startedBy(),
                parts.callbacks().address(attempt.token()));
    }

    @Override
    public @Nullable String callback() {
        return parts.attempts().callback(attempt.token());
    }

    @Override
    public void progress(double share, String sentence) {
        progressed.progressed(run, attempt, share, sentence);
    }

    @Override
    public boolean isStopping() {
        return signals.isStopping();
    }

    @Override
    public void onStop(Runnable action) {
        signals.onStop(action);
    }

    @Override
    public void await(Duration longest) throws InterruptedException {
        signals.await(longest);
    }
}
