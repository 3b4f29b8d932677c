package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.orchestrator.RunEvent;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Connections that break in the middle of writing: nobody knows then what was committed. */
class DatabaseLossTest extends RunTests {

    private static final int RUNS = 100;
    private static final int WAVE = 20;
    private static final int BROKEN = 50;
    private static final Duration BETWEEN_BREAKS = Duration.ofMillis(60);

    @Test
    void everyRunEndsOnceThoughConnectionsBreakWhileItIsWritten() throws Exception {
        api.post(
                """
                pipeline: shaken
                steps:
                  a: {type: noop}
                  b: {type: noop, needs: [a]}
                  c: {type: noop, needs: [a]}
                  d: {type: noop, needs: [b, c]}
                """);
        var over = new AtomicBoolean();
        var broken = new AtomicInteger();
        var runs = new ArrayList<UUID>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> breakConnections(over, broken));
            while (runs.size() < RUNS || broken.get() < BROKEN) {
                var wave = new ArrayList<Future<UUID>>();
                for (int i = 0; i < WAVE; i++) {
                    var key = "shaken-%d".formatted(runs.size() + i);
                    wave.add(threads.submit(() -> startSurely(key)));
                }
                for (var run : wave) {
                    runs.add(run.get());
                    assertThat(endedSurely(run.get())).isEqualTo(RunState.SUCCEEDED);
                }
            }
            over.set(true);
        }
        runs.forEach(this::happenedOnce);
    }

    private void breakConnections(AtomicBoolean over, AtomicInteger broken) {
        while (!over.get()) {
            try {
                broken.addAndGet(
                        jdbc.sql(
                                        """
                                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                                         where datname = current_database() and pid <> pg_backend_pid()
                                        """)
                                .query(Integer.class)
                                .single());
            } catch (RuntimeException brokenItself) {
                broken.incrementAndGet();
            }
            LockSupport.parkNanos(BETWEEN_BREAKS.toNanos());
        }
    }

    /** As a careful client does: the same key until there is an answer. */
    private UUID startSurely(String key) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(
                        () -> api.start(key, new StartRun("shaken", null, null)).getBody().id(),
                        id -> id != null);
    }

    private RunState endedSurely(UUID run) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> api.run(run).state(), RunState::isTerminal);
    }

    /** The last connections that broke are still handed out until somebody uses them. */
    private static <T> T surely(Callable<T> read) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(read, Objects::nonNull);
    }

    private void happenedOnce(UUID run) {
        var events = surely(() -> api.history(run, 0));
        assertThat(events)
                .extracting(RunEvent::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events).filteredOn(event -> event.type().equals("step-succeeded")).hasSize(4);
        assertThat(surely(() -> api.run(run)).steps()).extracting(Step::attempt).containsOnly(1);
    }
}
