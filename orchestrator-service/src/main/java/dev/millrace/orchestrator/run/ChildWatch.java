package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.machine.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;

/**
 * Follows the run that one attempt starts to its end. May be begun again at any point by another
 * instance: the same key finds the same run.
 */
final class ChildWatch {

    private static final Logger log = LoggerFactory.getLogger(ChildWatch.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final HeldRun run;
    private final Attempt attempt;
    private final Signals signals;
    private final Children children;
    private final JobWatch.Report progressed;
    private @Nullable UUID child;
    private Ends.@Nullable Wait end;
    private boolean askedToStop;
    private String message = "";

    ChildWatch(
            HeldRun run,
            Attempt attempt,
            Signals signals,
            Children children,
            JobWatch.Report progressed) {
        this.run = run;
        this.attempt = attempt;
        this.signals = signals;
        this.children = children;
        this.progressed = progressed;
    }

    /** How the child ended; null where that is of no interest any more. */
    @Nullable Outcome follow() throws InterruptedException {
        try {
            return followed();
        } finally {
            if (end != null) {
                end.close();
            }
        }
    }

    private @Nullable Outcome followed() throws InterruptedException {
        var pause = children.poll();
        while (!signals.isForgotten()) {
            if (signals.isLeft()) {
                stopUnheard();
                return null;
            }
            try {
                var outcome = look();
                if (outcome != null) {
                    return outcome;
                }
            } catch (PlatformException e) {
                if (!e.code().retryable()) {
                    return new Outcome.Failed(e.failure());
                }
                report("waiting: " + e.failure().message());
            } catch (NestedRuntimeException away) {
                log.info("Looks for the child of step {} later.", attempt.step(), away);
            }
            signals.await(pause);
            pause = longer(pause);
        }
        return null;
    }

    /** Its end comes by itself, so looking for it grows rare. */
    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** What the child came to; null as long as it goes on. */
    private @Nullable Outcome look() {
        var id = child;
        if (id == null) {
            id = children.startedBy(run, attempt).orElse(null);
            if (id == null && signals.isCancelled()) {
                return new Outcome.Cancelled("cancelled before its run started");
            }
            id = id == null ? children.start(run, attempt) : id;
            child = id;
            end = children.waitFor(id, signals::wake);
            progressed.begun(run, attempt);
        }
        if (signals.isCancelled() && !askedToStop) {
            children.cancel(id);
            askedToStop = true;
        }
        var seen = children.find(id);
        if (seen.state().isTerminal()) {
            return outcome(seen);
        }
        report("run %s is %s".formatted(id, seen.state()));
        return null;
    }

    private void report(String now) {
        if (!now.equals(message)) {
            message = now;
            progressed.progressed(run, attempt, 0, now);
        }
    }

    private Outcome outcome(Children.Child ended) {
        return switch (ended.state()) {
            case SUCCEEDED ->
                    new Outcome.Succeeded(
                            Map.of("run", ended.id().toString(), "outputs", ended.outputs()));
            case CANCELLED ->
                    askedToStop
                            ? new Outcome.Cancelled(
                                    "its run %s was cancelled".formatted(ended.id()))
                            : failed(ended, "was cancelled");
            case FAILED -> failed(ended, "failed: " + ended.message());
            case PENDING, RUNNING, PAUSED, CANCELLING ->
                    throw new IllegalArgumentException(ended.state() + " is no end");
        };
    }

    private static Outcome failed(Children.Child ended, String how) {
        return Outcome.failed(
                FailureCode.CHILD_FAILED,
                "run %s of pipeline '%s' %s".formatted(ended.id(), ended.pipeline(), how));
    }

    private void stopUnheard() {
        try {
            var id = child == null ? children.startedBy(run, attempt).orElse(null) : child;
            if (id != null && !askedToStop) {
                children.cancel(id);
            }
        } catch (PlatformException | NestedRuntimeException away) {
            log.warn(
                    "Could not cancel the run that step {} started; it goes on unheeded.",
                    attempt.step(),
                    away);
        }
    }
}
