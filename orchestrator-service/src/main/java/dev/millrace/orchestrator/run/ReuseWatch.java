package dev.millrace.orchestrator.run;

import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.reuse.Asked;
import dev.millrace.orchestrator.reuse.Reuse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Follows an attempt whose step may reuse a result: finds one, or has the job followed and keeps
 * what it gives. An attempt has a key once it was found that it must run, so that another instance
 * goes on with its job and looks no further.
 */
final class ReuseWatch {

    /**
     * What the step would take.
     *
     * @param inputs outputs of the steps that it refers to
     * @param age how old a result may be
     * @param isAllowed whether it may be taken; otherwise its own result is kept all the same
     */
    record Wish(List<Map<String, Object>> inputs, Duration age, boolean isAllowed) {

        /** Null for a step that reuses nothing. Only for whoever may look at the run's machine. */
        static @Nullable Wish of(HeldRun run, String name) {
            var steps = run.machine().steps();
            var step = steps.get(name);
            var age = step.definition().limits().reuse();
            if (age == null) {
                return null;
            }
            var inputs =
                    step.definition().references().stream()
                            .map(reference -> steps.get(reference).outputs())
                            .filter(Objects::nonNull)
                            .toList();
            // Whoever has a step started over wants it done again.
            return new Wish(inputs, age, run.reuses() && step.base() == 0);
        }
    }

    private final HeldRun run;
    private final Attempt attempt;
    private final Signals signals;
    private final AttemptRows attempts;
    private final Reuse reuse;
    private final Wish wish;
    private final Asked asked;

    ReuseWatch(HeldRun run, Attempt attempt, Signals signals, JobWatch.Parts parts, Wish wish) {
        this.run = run;
        this.attempt = attempt;
        this.signals = signals;
        this.attempts = parts.attempts();
        this.reuse = parts.reuse();
        this.wish = wish;
        var type = run.definition(attempt.step()).type();
        this.asked = new Asked(type, attempt.request(), wish.inputs());
    }

    /** How the attempt ended; null where that is of no interest any more. */
    @Nullable Outcome follow(JobWatch job) throws InterruptedException {
        var key = attempt.resultKey();
        if (key == null && attempt.job() == null) {
            key = reuse.key(asked);
            var earlier =
                    key != null && wish.isAllowed() ? reuse.find(asked, key, wish.age()) : null;
            if (earlier != null) {
                return signals.isLeft() || signals.isForgotten() ? null : earlier;
            }
            if (key != null) {
                attempts.keyed(run, attempt, key);
            }
        }
        var outcome = job.follow();
        if (key != null && outcome instanceof Outcome.Succeeded result) {
            keep(key, result);
        }
        return outcome;
    }

    /** Unless other code runs by now: nobody knows which of the two it was that made the result. */
    private void keep(String key, Outcome.Succeeded result) {
        if (key.equals(reuse.key(asked))) {
            reuse.keep(key, run.id(), attempt.step(), attempt.number(), result, wish.age());
        }
    }
}
