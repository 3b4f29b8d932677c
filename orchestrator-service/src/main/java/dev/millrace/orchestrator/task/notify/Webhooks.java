package dev.millrace.orchestrator.task.notify;

import dev.millrace.contracts.job.Headers;
import dev.millrace.orchestrator.definition.NotifyBody;
import dev.millrace.orchestrator.task.Signature;
import dev.millrace.orchestrator.task.TaskAttempt;
import dev.millrace.orchestrator.task.http.HttpCalls;
import dev.millrace.orchestrator.task.http.HttpCalls.Call;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Messages as JSON to any address, signed where there is a key. */
@Component
final class Webhooks {

    static final Duration SILENCE = Duration.ofSeconds(30);
    static final int MAX_BYTES = 100_000;

    private final HttpCalls calls;
    private final JsonMapper json;
    private final Clock clock;

    Webhooks(HttpCalls calls, JsonMapper json, Clock clock) {
        this.calls = calls;
        this.json = json;
        this.clock = clock;
    }

    /** The status that was answered. */
    int send(TaskAttempt attempt, NotifyBody body, NotifyBody.Webhook webhook) {
        var content = json.writeValueAsBytes(document(attempt, body));
        var headers = new LinkedHashMap<String, String>();
        headers.put(Headers.IDEMPOTENCY_KEY, attempt.key());
        if (webhook.signingKey() != null) {
            headers.put(
                    Signature.HEADER, Signature.of(content, webhook.signingKey(), clock.instant()));
        }
        var call =
                new Call(
                        "POST",
                        webhook.url(),
                        headers,
                        "application/json",
                        content,
                        SILENCE,
                        MAX_BYTES);
        return calls.accepted(call, attempt).status();
    }

    private static Map<String, @Nullable Object> document(TaskAttempt attempt, NotifyBody body) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("key", attempt.key());
        document.put("run", attempt.run());
        document.put("step", attempt.step());
        document.put("subject", body.subject());
        document.put("message", body.message());
        document.put("data", Objects.requireNonNullElse(body.data(), Map.of()));
        return document;
    }
}
