package dev.millrace.orchestrator.task;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One attempt of a step, as its {@link Task} sees it. */
public interface TaskAttempt {

    /** The run whose step it is. */
    UUID run();

    String step();

    /** Counted from 1. */
    int number();

    /** {@code run:step:attempt}; the same whenever the attempt is begun again. */
    default String key() {
        return "%s:%s:%d".formatted(run(), step(), number());
    }

    /** The step's own fields, with the values that their references stand for. */
    <B> B body(Class<B> type);

    /**
     * The value of a secret that the installation's settings name. It, and those in the body, are
     * hidden in everything that the task says; keep them from what it does not say through here.
     */
    String secret(String name);

    /** The text as it may be kept and shown. */
    String redacted(String text);

    /**
     * The end of a longer text, as it may be kept and shown.
     *
     * @param cut whether something stood before it: it may then begin with a part of a secret
     */
    String redactedTail(String tail, boolean cut);

    /** In whose name the run goes on. */
    String principal();

    /** Where others may POST how the work ended; the attempt's alone. */
    String callbackAddress();

    /** What was POSTed to {@link #callbackAddress}, as JSON; null as long as nothing was. */
    @Nullable String callback();

    /** Says how far the work is. Each call becomes an event of the run, so be brief. */
    void progress(double share, String sentence);

    /** Whether the work is to end without a result. */
    boolean isStopping();

    /** Runs the action, in another thread, as soon as the work is to stop. */
    void onStop(Runnable action);

    /**
     * Lets time pass, or less where there is news such as a callback. Meanwhile others of the same
     * type may work in its place.
     */
    void pause(Duration longest) throws InterruptedException;
}
