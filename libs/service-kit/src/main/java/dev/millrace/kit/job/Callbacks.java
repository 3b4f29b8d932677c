package dev.millrace.kit.job;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Tells callers that a job has ended. A hint only: who misses it finds out by asking. */
class Callbacks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

    private final JobRows rows;
    private final RestClient http;
    private final ExecutorService sender;

    Callbacks(JobRows rows, RestClient http, ExecutorService sender) {
        this.rows = rows;
        this.http = http;
        this.sender = sender;
    }

    void jobEnded(UUID job) {
        rows.callback(job).ifPresent(url -> sender.execute(() -> post(url, job)));
    }

    private void post(String url, UUID job) {
        try {
            http.post()
                    .uri(java.net.URI.create(url))
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("job", job))
                    .retrieve()
                    .toBodilessEntity();
        } catch (RestClientException | IllegalArgumentException unreachable) {
            log.info(
                    "Could not tell {} that job {} has ended; it will find out by asking: {}",
                    url,
                    job,
                    unreachable.toString());
        }
    }

    @Override
    public void close() {
        sender.shutdown();
    }
}
