package dev.millrace.orchestrator.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.machine.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TasksTest {

    private final TestHost host = new TestHost();

    @Test
    void givesTheTasksOutcome() throws Exception {
        var outcome =
                TestTasks.with(attempt -> new Outcome.Succeeded(Map.of("key", attempt.key())));

        assertThat(outcome.run(TestTasks.order("{}"), host))
                .isEqualTo(new Outcome.Succeeded(Map.of("key", TestTasks.RUN + ":tell:1")));
    }

    @Test
    void aRefusalIsAFailureOfItsKindAndADefectAnInternalOne() throws Exception {
        var refuses =
                TestTasks.with(attempt -> {
                    throw new PlatformException(FailureCode.SOURCE_REFUSED, "no");
                });
        var breaks =
                TestTasks.with(attempt -> {
                    throw new IllegalStateException("oh");
                });

        assertThat(refuses.run(TestTasks.order("{}"), host))
                .isEqualTo(Outcome.failed(FailureCode.SOURCE_REFUSED, "no"));
        assertThat(((Outcome.Failed) breaks.run(TestTasks.order("{}"), host)).failure().code())
                .isEqualTo(FailureCode.INTERNAL_ERROR);
    }

    @Test
    void stoppingInterruptsTheWorkAndDoesWhatItAskedFor() {
        var asked = new CompletableFuture<String>();
        var works = new CountDownLatch(1);
        var tasks =
                TestTasks.with(attempt -> {
                    attempt.onStop(() -> asked.complete("closed"));
                    works.countDown();
                    new CountDownLatch(1).await();
                    throw new AssertionError("never let go");
                });
        Thread.startVirtualThread(() -> {
            try {
                works.await();
                host.stop();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        assertThatThrownBy(() -> tasks.run(TestTasks.order("{}"), host))
                .isInstanceOf(InterruptedException.class);

        assertThat(asked.orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join())
                .isEqualTo("closed");
    }

    @Test
    void whatGoesWrongBecauseOfBeingStoppedIsNoFailure() {
        var tasks =
                TestTasks.with(attempt -> {
                    host.stop();
                    throw new IllegalStateException("statement was cancelled");
                });

        assertThatThrownBy(() -> tasks.run(TestTasks.order("{}"), host))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void noMoreThanThePlacesWorkAtOnceAndTheOthersSayThatTheyWait() throws Exception {
        var working = new AtomicInteger();
        var most = new AtomicInteger();
        var tasks =
                TestTasks.with(
                        2,
                        attempt -> {
                            most.accumulateAndGet(working.incrementAndGet(), Math::max);
                            await().until(() -> host.sentences.size() >= 3);
                            working.decrementAndGet();
                            return new Outcome.Succeeded(Map.of());
                        });

        inParallel(5, tasks);

        assertThat(most).hasValue(2);
        assertThat(host.sentences)
                .contains("waiting for a place: 2 emit steps work here, which is as many as may");
    }

    @Test
    void whoPausesLetsOthersWork() throws Exception {
        var met = new CountDownLatch(2);
        var tasks =
                TestTasks.with(
                        1,
                        attempt -> {
                            met.countDown();
                            while (met.getCount() > 0) {
                                attempt.pause(Duration.ofMillis(5));
                            }
                            return new Outcome.Succeeded(Map.of());
                        });

        inParallel(2, tasks);

        assertThat(met.getCount()).isZero();
    }

    private void inParallel(int count, Tasks tasks) throws InterruptedException {
        var threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            threads[i] =
                    Thread.startVirtualThread(() -> {
                        try {
                            tasks.run(TestTasks.order("{}"), host);
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    });
        }
        for (var thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        }
    }
}
