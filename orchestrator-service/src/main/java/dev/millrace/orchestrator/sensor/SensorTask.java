package dev.millrace.orchestrator.sensor;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.definition.DurationText;
import dev.millrace.orchestrator.definition.SensorBody;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.probe.Finding;
import dev.millrace.orchestrator.probe.Look;
import dev.millrace.orchestrator.probe.Probe;
import dev.millrace.orchestrator.probe.ProbeReader;
import dev.millrace.orchestrator.probe.Probes;
import dev.millrace.orchestrator.task.Task;
import dev.millrace.orchestrator.task.TaskAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks until it finds something. Between looks others work in its place. It keeps nothing: begun
 * again, it looks again.
 */
@Component
final class SensorTask implements Task {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Probes probes;

    SensorTask(Probes probes) {
        this.probes = probes;
    }

    @Override
    public StepType type() {
        return StepType.SENSOR;
    }

    @Override
    public Outcome run(TaskAttempt attempt) throws InterruptedException {
        var body = attempt.body(SensorBody.class);
        var wait = new Wait(attempt, read(body), since(attempt, body));
        while (true) {
            var found = wait.look();
            if (found.isPresent()) {
                return succeeded(found.get());
            }
            attempt.pause(wait.sawAll() ? every(body) : Duration.ZERO);
        }
    }

    private static Outcome succeeded(Finding found) {
        return new Outcome.Succeeded(
                Map.of(
                        "found",
                        found.what(),
                        "facts",
                        found.facts(),
                        "at",
                        String.valueOf(found.facts().get("at"))));
    }

    private static Probe read(SensorBody body) {
        var mistakes = new ArrayList<Mistake>();
        var probe = ProbeReader.read(body.on(), "on", mistakes);
        if (probe == null) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "with its references filled in, the sensor is wrong: %s %s"
                            .formatted(mistakes.getFirst().field(), mistakes.getFirst().message()),
                    mistakes);
        }
        return probe;
    }

    private static Duration every(SensorBody body) {
        var every = DurationText.parse(body.every()).orElse(Duration.ZERO);
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "every is '%s', but must be %s, from 1s to 1d"
                            .formatted(body.every(), DurationText.FORM));
        }
        return every;
    }

    /** The beginning of the run, which its id tells (RFC 9562, version 7). */
    private static @Nullable Instant since(TaskAttempt attempt, SensorBody body) {
        return body.from() == SensorBody.From.BEGINNING
                ? null
                : Instant.ofEpochMilli(attempt.run().getMostSignificantBits() >>> 16);
    }

    /** The looks of one attempt. */
    private final class Wait {

        private final TaskAttempt attempt;
        private final Probe probe;
        private final @Nullable Instant since;
        private @Nullable String cursor;
        private boolean begun;
        private boolean sawAll;
        private String said = "";

        Wait(TaskAttempt attempt, Probe probe, @Nullable Instant since) {
            this.attempt = attempt;
            this.probe = probe;
            this.since = since;
        }

        /** What cannot be looked at now may be there later: it waits on, and says why. */
        Optional<Finding> look() throws InterruptedException {
            try {
                if (!begun && since != null) {
                    cursor = probes.since(probe, since);
                }
                begun = true;
                var look = probes.look(probe, cursor);
                say("waits for " + probe.told());
                cursor = look.cursor();
                sawAll = !look.more();
                return first(look);
            } catch (RuntimeException cannot) {
                if (Thread.interrupted() || attempt.isStopping()) {
                    throw new InterruptedException();
                }
                say("cannot look, and tries again: " + cannot.getMessage());
                sawAll = true;
                return Optional.empty();
            }
        }

        boolean sawAll() {
            return sawAll;
        }

        private Optional<Finding> first(Look look) {
            return look.found().stream()
                    .filter(each -> since == null || !each.at().isBefore(since))
                    .findFirst();
        }

        private void say(String sentence) {
            if (!sentence.equals(said)) {
                said = sentence;
                attempt.progress(0, sentence);
            }
        }
    }
}
