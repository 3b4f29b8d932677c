package dev.millrace.kit.job;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells callers that a job has ended. A hint only: who misses it finds out by asking. */
class Callbacks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Callbacks.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    // Plain and over one connection that stays open: somebody waits for the next step to start.
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .executor(threads)
                    .build();

    void jobEnded(UUID job, String url) {
        try {
            var call =
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(TIMEOUT)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"job\": \"%s\"}".formatted(job)));
            http.sendAsync(call.build(), BodyHandlers.discarding())
                    .whenComplete((answer, failure) -> {
                        if (failure != null) {
                            missed(url, job, failure.toString());
                        } else if (answer.statusCode() >= 400) {
                            missed(url, job, "status " + answer.statusCode());
                        }
                    });
        } catch (IllegalArgumentException noAddress) {
            missed(url, job, noAddress.toString());
        }
    }

    private static void missed(String url, UUID job, String why) {
        log.info(
                "Could not tell {} that job {} has ended; it will find out by asking: {}",
                url,
                job,
                why);
    }

    @Override
    public void close() {
        http.shutdown();
        threads.shutdown();
    }
}
