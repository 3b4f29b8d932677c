package dev.millrace.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.inference.serving.Deadline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class PredictionGateTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void refusesWhatExceedsPlacesAndQueueBeforeReadingIt() {
        PredictionGate gate = gate(1, 1);
        var first = new MockHttpServletRequest();
        gate.preHandle(first, new MockHttpServletResponse(), this);
        gate.preHandle(new MockHttpServletRequest(), new MockHttpServletResponse(), this);

        assertThatThrownBy(() ->
                        gate.preHandle(
                                new MockHttpServletRequest(), new MockHttpServletResponse(), this))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(FailureCode.TOO_MANY_REQUESTS));

        gate.afterCompletion(first, new MockHttpServletResponse(), this, null);
        assertThat(
                        gate.preHandle(
                                new MockHttpServletRequest(), new MockHttpServletResponse(), this))
                .isTrue();
        assertThat(
                        registry.get("millrace.prediction.seconds")
                                .tags("outcome", "overloaded", "endpoint", "unknown")
                                .timer()
                                .count())
                .isEqualTo(1);
    }

    @Test
    void givesUpWaitingForAPlaceAtTheDeadline() throws Exception {
        PredictionGate gate = gate(1, 1);
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        try (var other = Executors.newSingleThreadExecutor()) {
            var holder =
                    other.submit(() ->
                            gate.compute(
                                    Deadline.after(LONG),
                                    deadline -> {
                                        inside.countDown();
                                        return await(leave);
                                    }));
            inside.await();

            assertThatThrownBy(() ->
                            gate.compute(Deadline.after(Duration.ofMillis(50)), deadline -> 1))
                    .isInstanceOfSatisfying(
                            PlatformException.class,
                            late -> assertThat(late.code()).isEqualTo(FailureCode.TIMED_OUT));

            leave.countDown();
            assertThat(holder.get()).isTrue();
        }
        assertThat(gate.<Integer>compute(Deadline.after(LONG), deadline -> 2)).isEqualTo(2);
    }

    private PredictionGate gate(int concurrency, int queue) {
        return new PredictionGate(
                new PredictionSettings(concurrency, queue, LONG),
                new PredictionMetrics(registry, new ServedEndpoints()));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
