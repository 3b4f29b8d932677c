package dev.millrace.orchestrator.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Writes how actions ended, many at once and beside the requests, which do not wait for it. An
 * ending that is lost with the process leaves its row open.
 */
@Component
class Endings implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Endings.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_WAITING = 20_000;

    private final AuditRows rows;
    private final Counter lost;
    private final BlockingQueue<Ending> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final List<Ending> batch = new ArrayList<>();
    private @Nullable ScheduledExecutorService timer;

    Endings(AuditRows rows, MeterRegistry metrics) {
        this.rows = rows;
        this.lost = metrics.counter("millrace.audit.lost");
    }

    void add(Ending ending) {
        if (!waiting.offer(ending)) {
            lost.increment();
        }
    }

    /** Writes all that have come until now. What cannot be written stays for the next time. */
    synchronized void write() {
        waiting.drainTo(batch, MOST_AT_ONCE - batch.size());
        while (!batch.isEmpty()) {
            var closed = of(Ending.Closed.class);
            if (!closed.isEmpty()) {
                rows.close(closed);
                batch.removeAll(closed);
            }
            var refused = of(Ending.Refused.class);
            if (!refused.isEmpty()) {
                rows.add(refused);
            }
            batch.clear();
            waiting.drainTo(batch, MOST_AT_ONCE);
        }
    }

    private <T extends Ending> List<T> of(Class<T> kind) {
        return batch.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void writeOrSayWhy() {
        try {
            write();
        } catch (RuntimeException e) {
            log.warn(
                    "Could not write how {} or more actions ended; trying again.", batch.size(), e);
        }
    }

    @Override
    public synchronized void start() {
        var writes =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("audit").daemon().factory());
        writes.scheduleWithFixedDelay(
                this::writeOrSayWhy, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        timer = writes;
    }

    @Override
    public void stop() {
        synchronized (this) {
            if (timer != null) {
                timer.shutdown();
                timer = null;
            }
        }
        writeOrSayWhy();
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    /** Ends after the server, which still has requests to answer. */
    @Override
    public int getPhase() {
        return 0;
    }
}
