package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Events of runs as they happen: one virtual thread per client, so a slow one delays nobody. */
@Component
class RunStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RunStreams.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final Runs runs;
    private final RunHistory history;
    private final RunNews news;
    private final RunSettings settings;
    private final Semaphore places;
    private volatile boolean running;

    RunStreams(Runs runs, RunHistory history, RunNews news, RunSettings settings) {
        this.runs = runs;
        this.history = history;
        this.news = news;
        this.settings = settings;
        this.places = new Semaphore(settings.eventStreams());
    }

    SseEmitter open(UUID run, long after) {
        runs.require(run);
        if (!places.tryAcquire()) {
            throw new PlatformException(
                    FailureCode.TOO_MANY_REQUESTS,
                    "%d clients follow runs already; poll the history, or try again later"
                            .formatted(settings.eventStreams()));
        }
        var emitter = new SseEmitter(0L);
        Thread.ofVirtual().name("run-events").start(() -> send(run, after, emitter));
        return emitter;
    }

    private void send(UUID run, long after, SseEmitter emitter) {
        try (var subscription = news.follow(run)) {
            long last = after;
            long idle = 0;
            while (running) {
                boolean over = runs.hasEnded(run); // asked first: no event comes after the end
                var events = history.after(run, last);
                for (var event : events) {
                    emitter.send(
                            SseEmitter.event()
                                    .id(Long.toString(event.number()))
                                    .name(event.type())
                                    .data(event));
                    last = event.number();
                }
                if (over && events.isEmpty()) {
                    break;
                }
                if (events.isEmpty()) {
                    idle += LOOK_AGAIN.toMillis();
                    if (idle >= KEEP_ALIVE.toMillis()) { // also finds out that the client left
                        emitter.send(SseEmitter.event().comment("still here"));
                        idle = 0;
                    }
                    subscription.await(LOOK_AGAIN);
                } else {
                    idle = 0;
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            log.debug("A client of run {} left: {}", run, gone.toString());
        } catch (InterruptedException stopping) {
            emitter.complete();
        } catch (RuntimeException e) {
            log.warn("An event stream ends early; its client may reconnect: {}", e.toString());
            emitter.completeWithError(e);
        } finally {
            places.release();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the server waits for its requests to end. */
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
