package dev.millrace.inference.endpoint;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * What is counted of predictions. Tags are bounded: an endpoint that this instance does not serve
 * is called {@code unknown}, and the meters of one that is gone are removed.
 */
@Component
class PredictionMetrics {

    private static final String ROWS = "millrace.predictions";
    private static final String SECONDS = "millrace.prediction.seconds";

    private final MeterRegistry registry;
    private final ServedEndpoints served;

    PredictionMetrics(MeterRegistry registry, ServedEndpoints served) {
        this.registry = registry;
        this.served = served;
        Gauge.builder("millrace.endpoints.ready", served, ServedEndpoints::count)
                .description("Endpoints that this instance answers for")
                .register(registry);
    }

    void countRows(String endpoint, int rows) {
        Counter.builder(ROWS)
                .description("Rows predicted for")
                .tag("endpoint", endpoint)
                .register(registry)
                .increment(rows);
    }

    void record(String endpoint, int status, long nanos) {
        Timer.builder(SECONDS)
                .description("From a prediction's arrival to its answer, waiting included")
                .tag("endpoint", served.has(endpoint) ? endpoint : "unknown")
                .tag("outcome", outcome(status))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void forget(String endpoint) {
        for (String name : new String[] {ROWS, SECONDS}) {
            Search.in(registry)
                    .name(name)
                    .tag("endpoint", endpoint)
                    .meters()
                    .forEach(registry::remove);
        }
    }

    private static String outcome(int status) {
        return switch (status) {
            case 429 -> "overloaded";
            case 503 -> "unavailable";
            case 504 -> "timed-out";
            default -> status < 400 ? "success" : status < 500 ? "refused" : "failed";
        };
    }
}
