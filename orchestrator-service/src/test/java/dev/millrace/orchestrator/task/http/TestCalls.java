package dev.millrace.orchestrator.task.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Calls for tests, of everything. */
public final class TestCalls implements AutoCloseable {

    private final HttpCalls calls =
            new HttpCalls(new HttpStepSettings(List.of(), Duration.ofSeconds(2)));

    public HttpCalls calls() {
        return calls;
    }

    @Override
    public void close() throws IOException {
        calls.destroy();
    }
}
