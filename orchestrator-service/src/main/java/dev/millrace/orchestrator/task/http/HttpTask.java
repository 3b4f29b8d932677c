package dev.millrace.orchestrator.task.http;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Headers;
import dev.millrace.contracts.orchestrator.StepCallback;
import dev.millrace.orchestrator.definition.DurationText;
import dev.millrace.orchestrator.definition.HttpBody;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.task.Task;
import dev.millrace.orchestrator.task.TaskAttempt;
import dev.millrace.orchestrator.task.http.HttpCalls.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls a service once, and again after a crash, always under the attempt's key. Where the service
 * calls back, what it says there counts, whatever becomes of its answer.
 */
@Component
final class HttpTask implements Task {

    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final int MAX_BYTES = 1_000_000;
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final HttpCalls calls;
    private final JsonMapper json;

    HttpTask(HttpCalls calls, JsonMapper json) {
        this.calls = calls;
        this.json = json;
    }

    @Override
    public StepType type() {
        return StepType.HTTP;
    }

    @Override
    public Outcome run(TaskAttempt attempt) throws InterruptedException {
        var body = attempt.body(HttpBody.class);
        var early = body.callsBack() ? callback(attempt) : null;
        if (early != null) {
            return outcome(early, Map.of());
        }
        Map<String, Object> answered;
        try {
            answered = answered(attempt, body);
        } catch (PlatformException failed) {
            var said = body.callsBack() ? callback(attempt) : null;
            if (said == null) {
                throw failed;
            }
            return outcome(said, Map.of());
        }
        return body.callsBack()
                ? outcome(awaited(attempt), answered)
                : new Outcome.Succeeded(answered);
    }

    private Map<String, Object> answered(TaskAttempt attempt, HttpBody body) {
        var call = call(attempt, body);
        var answer = calls.call(call, attempt::onStop);
        if (!isExpected(answer.status(), body)) {
            throw HttpCalls.unexpected(attempt, call, answer);
        }
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("status", answer.status());
        outputs.put("headers", answer.headers());
        var content = AnswerBody.of(answer, json);
        if (content != null) {
            outputs.put("body", content);
        }
        return outputs;
    }

    private static boolean isExpected(int status, HttpBody body) {
        return body.expect() == null
                ? status >= 200 && status < 300
                : body.expect().contains(status);
    }

    private Call call(TaskAttempt attempt, HttpBody body) {
        var headers = new LinkedHashMap<>(Objects.requireNonNullElse(body.headers(), Map.of()));
        HeaderCheck.checkOwn(headers);
        headers.put(Headers.IDEMPOTENCY_KEY, attempt.key());
        if (body.callsBack()) {
            headers.put(Headers.CALLBACK_URL, attempt.callbackAddress());
        }
        return new Call(
                method(body),
                body.url(),
                headers,
                type(headers, body.body()),
                content(body.body()),
                body.readTimeout() == null
                        ? SILENCE
                        : DurationText.parse(body.readTimeout()).orElse(SILENCE),
                Objects.requireNonNullElse(body.maxBytes(), MAX_BYTES));
    }

    private static String method(HttpBody body) {
        if (body.method() != null) {
            return body.method().name();
        }
        return body.body() != null || body.callsBack() ? "POST" : "GET";
    }

    /** What the step says, or what its body looks like. */
    private static String type(Map<String, String> headers, @Nullable Object body) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(body instanceof String ? "text/plain; charset=UTF-8" : "application/json");
    }

    private byte @Nullable [] content(@Nullable Object body) {
        return switch (body) {
            case null -> null;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> json.writeValueAsBytes(body);
        };
    }

    private StepCallback awaited(TaskAttempt attempt) throws InterruptedException {
        var said = callback(attempt);
        if (said != null) {
            return said;
        }
        attempt.progress(0, "waiting for the service to call back");
        for (var pause = FIRST_LOOK; ; pause = longer(pause)) {
            attempt.pause(pause);
            said = callback(attempt);
            if (said != null) {
                return said;
            }
        }
    }

    private static Duration longer(Duration pause) {
        var next = pause.multipliedBy(2);
        return next.compareTo(LONGEST) < 0 ? next : LONGEST;
    }

    private @Nullable StepCallback callback(TaskAttempt attempt) {
        var said = attempt.callback();
        return said == null ? null : json.readValue(said, StepCallback.class);
    }

    /**
     * @param answered what the service's answer gave, as far as it is known
     */
    private static Outcome outcome(StepCallback said, Map<String, Object> answered) {
        if (said.state() == StepCallback.State.FAILED) {
            return Outcome.failed(
                    FailureCode.WORK_FAILED,
                    Objects.requireNonNullElse(
                            said.message(), "the service called back that it failed"));
        }
        var outputs = new LinkedHashMap<>(answered);
        outputs.put("outputs", Objects.requireNonNullElse(said.outputs(), Map.of()));
        return new Outcome.Succeeded(outputs);
    }
}
