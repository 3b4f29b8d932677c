package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.definition.DurationText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When a wait is over. */
final class Waits {

    private Waits() {}

    /** Refuses a wait that would outlast the step's timeout. */
    static Instant end(StepStatus step, Map<String, @Nullable Object> body, Instant now) {
        var end = end(body, now);
        var timeout = step.definition().timeout();
        if (end.isAfter(now.plus(timeout))) {
            throw new PlatformException(
                    FailureCode.INVALID_PIPELINE,
                    "would wait until %s, which is longer than its timeout of %s"
                            .formatted(end, DurationText.of(timeout)));
        }
        return end;
    }

    /** Reads {@code for} or {@code until}, their references resolved. */
    private static Instant end(Map<String, @Nullable Object> body, Instant now) {
        var until = body.get("until");
        if (until == null) {
            var duration = String.valueOf(body.get("for"));
            return now.plus(
                    DurationText.parse(duration)
                            .orElseThrow(() -> wrong("for", duration, DurationText.FORM)));
        }
        try {
            return Instant.parse(until.toString());
        } catch (DateTimeParseException e) {
            throw wrong("until", until.toString(), "a moment such as 2027-01-31T08:00:00Z");
        }
    }

    private static PlatformException wrong(String field, String found, String form) {
        return new PlatformException(
                FailureCode.INVALID_PIPELINE,
                "'%s' is '%s' in this run, but must be %s".formatted(field, found, form));
    }
}
