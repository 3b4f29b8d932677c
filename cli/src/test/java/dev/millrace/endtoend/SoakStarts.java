package dev.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Starts runs through all orchestrators; where one does not answer, another is asked. */
final class SoakStarts implements AutoCloseable {

    private static final int STARTERS = 16;
    private static final int PAUSE_MILLIS = 20;
    private static final Duration LAST = Duration.ofMinutes(2);

    /** More would wait in line behind the job service, and measure nothing else. */
    private static final int UNFINISHED = 200;

    private final List<? extends SoakVictim> orchestrators;
    private final String source;
    private final int runs;
    private final Duration length;
    private final LongSupplier unfinished;
    private final long began = System.nanoTime();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();
    private final ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
    private final List<Future<Void>> starting = new ArrayList<>();
    private volatile boolean closed;

    SoakStarts(
            List<? extends SoakVictim> orchestrators,
            String source,
            int runs,
            Duration length,
            LongSupplier unfinished) {
        this.orchestrators = orchestrators;
        this.source = source;
        this.runs = runs;
        this.length = length;
        this.unfinished = unfinished;
    }

    void begin() {
        for (int i = 0; i < STARTERS; i++) {
            starting.add(starters.submit(this::startMany));
        }
    }

    private Void startMany() throws InterruptedException {
        while (!closed) {
            if (unfinished.getAsLong() > UNFINISHED || !isDue(next.get())) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                continue;
            }
            var number = next.getAndIncrement();
            if (number >= runs) {
                return null;
            }
            while (!start(number)) {
                again.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
        return null;
    }

    /** Evenly over the length, so that every fault meets runs. */
    private boolean isDue(int number) {
        return System.nanoTime() - began >= number * (length.toNanos() / runs);
    }

    /** With the same key each time, for the one that did not answer may have started it. */
    private boolean start(int number) {
        var request = Map.of("pipeline", "soak", "parameters", Map.of("source", source));
        var any = ThreadLocalRandom.current().nextInt(orchestrators.size());
        try {
            var answer = orchestrators.get(any).http().post("/v1/runs", "soak-" + number, request);
            if (answer.status() >= 500) {
                return false;
            }
            // 200 where another one had started it
            assertThat(answer.status()).as("status of %s", answer).isIn(200, 202);
            return true;
        } catch (UncheckedIOException away) {
            return false;
        }
    }

    /** How often another orchestrator had to be asked. */
    int again() {
        return again.get();
    }

    /** Waits until all are started; the last ones may take until an orchestrator answers. */
    void end() throws Exception {
        for (var each : starting) {
            each.get(LAST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        closed = true;
        starters.shutdownNow();
    }
}
