package dev.millrace.inference.endpoint;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of predictions. The largest body is {@code millrace.http.max-body}.
 *
 * @param concurrency requests worked on at the same time; 0 stands for twice the number of
 *     processors
 * @param queue requests that wait beyond these; more are refused with 429. Each one holds a thread
 *     of the web server: keep the sum below {@code server.tomcat.threads.max}
 * @param deadline from the request's arrival until its answer is computed
 */
@ConfigurationProperties("millrace.inference.predictions")
record PredictionSettings(
        @DefaultValue("0") int concurrency,
        @DefaultValue("64") int queue,
        @DefaultValue("10s") Duration deadline) {

    PredictionSettings {
        if (concurrency < 0 || queue < 0 || !deadline.isPositive()) {
            throw new IllegalArgumentException(
                    "millrace.inference.predictions needs concurrency >= 0, queue >= 0 and a positive deadline");
        }
        concurrency =
                concurrency == 0 ? 2 * Runtime.getRuntime().availableProcessors() : concurrency;
    }
}
