package dev.millrace.orchestrator.probe;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.run.DatabaseTime;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Answers of services that are none of ours. The cursor says whether the last one was right. */
@Component
class WebAnswers implements Search<Probe.Answers> {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int LARGEST = 1 << 20;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final DatabaseTime time;
    private final JsonMapper json;

    WebAnswers(DatabaseTime time, JsonMapper json) {
        this.time = time;
        this.json = json;
    }

    @Override
    public String now(Probe.Answers probe) {
        return look(probe, null).cursor();
    }

    @Override
    public Look look(Probe.Answers probe, @Nullable String cursor) {
        var now = Instant.ofEpochMilli(time.now().toEpochMilli());
        var answer = ask(probe);
        if (answer.statusCode() != probe.status()) {
            return Level.HOLDS_NOT.after(cursor, now, new LinkedHashMap<>());
        }
        var body = body(answer);
        boolean holds = probe.where() == null || probe.where().holds(body);
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("status", answer.statusCode());
        facts.put("body", body);
        facts.put("at", now.toString());
        return Level.of(holds).after(cursor, now, facts);
    }

    private HttpResponse<byte[]> ask(Probe.Answers probe) {
        var request =
                HttpRequest.newBuilder(probe.url())
                        .timeout(LONGEST)
                        .header("Accept", "application/json")
                        .build();
        var answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            return answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw unavailable(probe, String.valueOf(failed.getCause()), failed);
        } catch (TimeoutException late) {
            throw unavailable(probe, "no whole answer within " + LONGEST.toSeconds() + " s", late);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw unavailable(probe, "this instance stops", stopping);
        } finally {
            answer.cancel(true);
        }
    }

    /** Without the query, which may hold what nobody should read. */
    private static PlatformException unavailable(Probe.Answers probe, String why, Exception cause) {
        return new PlatformException(
                FailureCode.SERVICE_UNAVAILABLE,
                "%s://%s%s does not answer: %s"
                        .formatted(
                                probe.url().getScheme(),
                                probe.url().getAuthority(),
                                probe.url().getPath(),
                                why),
                cause);
    }

    /** Null where it is no JSON. */
    private @Nullable Object body(HttpResponse<byte[]> answer) {
        try {
            return json.readValue(new String(answer.body(), StandardCharsets.UTF_8), Object.class);
        } catch (JacksonException notJson) {
            return null;
        }
    }
}
