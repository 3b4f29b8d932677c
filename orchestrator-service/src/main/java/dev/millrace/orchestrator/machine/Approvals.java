package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.failure.FailureCode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people's words make of a step that waits for them. */
final class Approvals {

    private Approvals() {}

    static Outcome of(boolean approved, String by, String comment, Instant now) {
        if (!approved) {
            return Outcome.failed(
                    FailureCode.REJECTED,
                    "rejected by %s%s".formatted(by, comment.isEmpty() ? "" : ": " + comment));
        }
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("by", by);
        outputs.put("comment", comment);
        outputs.put("at", now.toString());
        return new Outcome.Succeeded(outputs);
    }

    /** What it means that nobody answered, where the step says so. */
    static Outcome none(Map<String, @Nullable Object> body, Instant now) {
        return of("approve".equals(body.get("onTimeout")), "nobody", "no answer came in time", now);
    }
}
