package dev.millrace.kit.job;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.JobEvent;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Server-sent events out of event rows: one thread looks for news on behalf of all streams. */
class EventStreams implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
    private static final long BETWEEN_LOOKS_MILLIS = 200;

    private final int most;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("event-streams").daemon().factory());

    EventStreams(int most) {
        this.most = most;
        ticker.scheduleWithFixedDelay(
                () -> open.forEach(Stream::sendNews),
                BETWEEN_LOOKS_MILLIS,
                BETWEEN_LOOKS_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    SseEmitter open(long after, LongFunction<List<JobEvent>> read, BooleanSupplier ended) {
        if (open.size() >= most) {
            throw new PlatformException(
                    FailureCode.TOO_MANY_REQUESTS,
                    "%d event streams are open, which is the limit. Close one, or poll."
                            .formatted(most));
        }
        var stream = new Stream(after, read, ended);
        open.add(stream);
        return stream.emitter;
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        open.forEach(stream -> stream.emitter.complete());
    }

    private final class Stream {

        private final SseEmitter emitter = new SseEmitter(0L);
        private final LongFunction<List<JobEvent>> read;
        private final BooleanSupplier ended;
        private long last;

        Stream(long after, LongFunction<List<JobEvent>> read, BooleanSupplier ended) {
            this.last = after;
            this.read = read;
            this.ended = ended;
            emitter.onCompletion(() -> open.remove(this));
            emitter.onError(failure -> open.remove(this));
        }

        void sendNews() {
            try {
                boolean wasEnded =
                        ended.getAsBoolean(); // asked first: no event comes after the end
                List<JobEvent> news = read.apply(last);
                for (JobEvent event : news) {
                    emitter.send(
                            SseEmitter.event()
                                    .id(Long.toString(event.number()))
                                    .name(event.type())
                                    .data(event));
                    last = event.number();
                }
                if (wasEnded && news.isEmpty()) {
                    close(null);
                }
            } catch (IOException | IllegalStateException gone) {
                open.remove(this);
            } catch (RuntimeException failure) {
                log.warn(
                        "An event stream ends early; its client may reconnect: {}",
                        failure.toString());
                close(failure);
            }
        }

        private void close(@org.jspecify.annotations.Nullable RuntimeException failure) {
            open.remove(this);
            if (failure == null) {
                emitter.complete();
            } else {
                emitter.completeWithError(failure);
            }
        }
    }
}
