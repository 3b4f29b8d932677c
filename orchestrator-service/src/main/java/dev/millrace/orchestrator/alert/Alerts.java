package dev.millrace.orchestrator.alert;

import dev.millrace.orchestrator.chore.Chore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends alerts at least once: one that was sent just before a crash is sent again under the same
 * id.
 */
@Component
class Alerts implements Chore {

    private static final Logger log = LoggerFactory.getLogger(Alerts.class);
    private static final int MOST_AT_ONCE = 20;

    private final Outbox outbox;
    private final AlertSettings settings;
    private final JsonMapper json;
    private final @Nullable Webhook webhook;
    private final Counter sent;
    private final Counter failed;
    private final Counter dropped;

    Alerts(
            Outbox outbox,
            AlertSettings settings,
            JsonMapper json,
            Clock clock,
            MeterRegistry metrics) {
        this.outbox = outbox;
        this.settings = settings;
        this.json = json;
        this.webhook =
                settings.webhook() == null
                        ? null
                        : new Webhook(settings.webhook(), settings.secret(), clock);
        this.sent = metrics.counter("millrace.alerts", "outcome", "sent");
        this.failed = metrics.counter("millrace.alerts", "outcome", "failed");
        this.dropped = metrics.counter("millrace.alerts", "outcome", "dropped");
    }

    @Override
    public String purpose() {
        return "send alerts";
    }

    @Override
    public Duration pause() {
        return settings.look();
    }

    @Override
    public void run() {
        int old = outbox.dropOlderThan(settings.giveUp());
        if (webhook == null) {
            return; // nobody was to be told
        }
        dropped.increment(old);
        // All at once: none waits for another whose answer takes its time.
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            outbox.take(MOST_AT_ONCE).forEach(due -> threads.execute(() -> send(webhook, due)));
        }
    }

    private void send(Webhook to, Outbox.Due due) {
        try {
            to.send(json.writeValueAsBytes(due.alert()));
            outbox.sent(due);
            sent.increment();
        } catch (IOException e) {
            failed.increment();
            log.warn(
                    "Could not tell of {} in run {}; it is sent again later: {}",
                    due.alert().type(),
                    due.alert().run(),
                    e.toString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
