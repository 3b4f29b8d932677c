package dev.millrace.orchestrator.task.http;

import dev.millrace.orchestrator.task.WebReads;
import dev.millrace.orchestrator.task.http.HttpCalls.Call;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

@Component
final class GuardedReads implements WebReads {

    private final HttpCalls calls;

    GuardedReads(HttpCalls calls) {
        this.calls = calls;
    }

    @Override
    public Answer get(URI address, Duration longest, int maxBytes) {
        var call =
                new Call(
                        "GET",
                        address.toString(),
                        Map.of("accept", "application/json"),
                        null,
                        null,
                        longest,
                        maxBytes);
        // One that says a little now and then is never silent.
        var answer = calls.call(call, hangUp -> later(longest).execute(hangUp));
        return new Answer(answer.status(), answer.content());
    }

    private static Executor later(Duration longest) {
        return CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
