package dev.millrace.orchestrator.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a task needs of whoever drives its run. */
public interface TaskHost {

    /** What was POSTed to the attempt's callback address; null as long as nothing was. */
    @Nullable String callback();

    void progress(double share, String sentence);

    /** Whether nobody waits for a result any more. */
    boolean isStopping();

    /** Runs the action as soon as the work is to stop; at once if that is so already. */
    void onStop(Runnable action);

    /** Waits for news, but no longer than that. */
    void await(Duration longest) throws InterruptedException;
}
