package dev.millrace.inference.endpoint;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.inference.serving.Deadline;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Bounds predictions in two steps: before a body is read, how many requests may be present at all;
 * then, how many of these compute at a time, so that a slow sender holds no place. The rest is told
 * to come back. Starts each request's deadline and measures it.
 */
@Component
class PredictionGate implements HandlerInterceptor {

    private static final String ADMISSION = PredictionGate.class.getName();

    /** What the gate knows of a request that it let in. */
    private record Admission(long arrivedNanos, Deadline deadline) {}

    private final PredictionSettings settings;
    private final PredictionMetrics metrics;
    private final AtomicInteger present = new AtomicInteger();
    private final Semaphore places;

    PredictionGate(PredictionSettings settings, PredictionMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
        this.places = new Semaphore(settings.concurrency(), true);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        var admission = new Admission(System.nanoTime(), Deadline.after(settings.deadline()));
        request.setAttribute(ADMISSION, admission);
        if (present.incrementAndGet() > settings.concurrency() + settings.queue()) {
            present.decrementAndGet();
            record(request, FailureCode.TOO_MANY_REQUESTS.status());
            throw new PlatformException(
                    FailureCode.TOO_MANY_REQUESTS,
                    "%d predictions are being made and %d wait. Try again after a pause, or start another instance."
                            .formatted(settings.concurrency(), settings.queue()));
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception thrown) {
        present.decrementAndGet();
        record(request, response.getStatus());
    }

    /** Computes for the request that this thread works on, once there is a place. */
    <T> T compute(Function<Deadline, T> work) {
        var admission =
                (Admission)
                        RequestContextHolder.currentRequestAttributes()
                                .getAttribute(ADMISSION, RequestAttributes.SCOPE_REQUEST);
        return compute(Objects.requireNonNull(admission).deadline(), work);
    }

    <T> T compute(Deadline deadline, Function<Deadline, T> work) {
        takePlace(deadline);
        try {
            return work.apply(deadline);
        } finally {
            places.release();
        }
    }

    private void takePlace(Deadline deadline) {
        try {
            if (!places.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw deadline.missed("it waited for its turn");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new PlatformException(
                    FailureCode.ENDPOINT_NOT_READY, "This instance is stopping.", stopping);
        }
    }

    private void record(HttpServletRequest request, int status) {
        var admission = (Admission) Objects.requireNonNull(request.getAttribute(ADMISSION));
        var path =
                (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        metrics.record(
                path == null ? "" : String.valueOf(path.get("name")),
                status,
                System.nanoTime() - admission.arrivedNanos());
    }
}
