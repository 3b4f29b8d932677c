package dev.millrace.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.orchestrator.Firing.State;
import dev.millrace.orchestrator.Another;
import dev.millrace.orchestrator.run.Starts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Two orchestrators on one database, and what is left behind when one dies. */
class TwoInstancesTest extends ScheduleTests {

    @TestConfiguration
    static class Ahead {

        @Bean
        Clock clockOfThisMachine() {
            return Clock.offset(Clock.systemUTC(), Duration.ofSeconds(30));
        }
    }

    private static final int SCHEDULES = 40;
    private static final int INSTANTS = 10;

    @Autowired Starts starts;
    @Autowired Firings firings;

    @Test
    void anInstantThatTwoInstancesSeeFiresOnce() throws Exception {
        for (int i = 0; i < SCHEDULES; i++) {
            put(
                    "both-" + i,
                    "{\"pipeline\": \"quick\", \"every\": \"1m\", \"overlap\": \"allow\"}");
        }
        try (var other =
                        Another.beside(
                                environment,
                                new Class<?>[] {Settable.class},
                                "--millrace.schedules.look=1h");
                var threads = Executors.newFixedThreadPool(2)) {
            var looks = List.of(watch, other.getBean(Watch.class));
            var together = new CyclicBarrier(2, () -> CLOCK.forward(Duration.ofMinutes(1)));
            var done =
                    looks.stream()
                            .map(each ->
                                    threads.submit(() -> {
                                        for (int i = 0; i < INSTANTS; i++) {
                                            together.await();
                                            each.look();
                                        }
                                        return true;
                                    }))
                            .toList();
            for (var each : done) {
                assertThat(each.get()).isTrue();
            }
            watch.look();
        }
        assertThat(count("select count(*) from firing where state = 'STARTED'"))
                .isEqualTo(SCHEDULES * INSTANTS);
        assertThat(count("select count(distinct (schedule, instant)) from firing"))
                .isEqualTo(SCHEDULES * INSTANTS);
        assertThat(count("select count(*) from run where idempotency_key like 'schedule/both-%'"))
                .isEqualTo(SCHEDULES * INSTANTS);
    }

    @Test
    void aCrashAfterTheDecisionLosesNothing() {
        put("decided", "{\"pipeline\": \"quick\", \"every\": \"1h\"}");
        CLOCK.set("2026-11-20T13:00:00Z");
        decisions.decide(); // and dies
        assertThat(firings("decided").getFirst().state()).isEqualTo(State.STARTING);

        watch.look();
        assertThat(firings("decided")).singleElement().matches(each -> each.run() != null);
    }

    @Test
    void aCrashAfterTheStartDoublesNothingEvenIfTheScheduleWasChanged() {
        put("begun", "{\"pipeline\": \"quick\", \"every\": \"1h\", \"parameters\": {\"at\": 1}}");
        CLOCK.set("2026-11-20T13:00:00Z");
        decisions.decide();
        var open = firings.toStart(1).getFirst();
        var run = starts.start(open.key(), open.request(), open.principal()).run(); // and dies
        put("begun", "{\"pipeline\": \"quick\", \"every\": \"1h\", \"parameters\": {\"at\": 2}}");

        watch.look();
        assertThat(firings("begun")).singleElement().matches(each -> run.equals(each.run()));
        assertThat(firings("begun").getFirst().state()).isEqualTo(State.STARTED);
        assertThat(runs.run(run).parameters()).containsEntry("at", 1);
    }

    @Test
    void instantsFireWithinASecondWithTheRealClock() {
        // The standing clock is far from the real one: these schedules belong to the other
        // instance.
        for (int i = 0; i < 20; i++) {
            put(
                    "real-" + i,
                    "{\"pipeline\": \"quick\", \"every\": \"1s\", \"overlap\": \"allow\"}");
        }
        jdbc.sql("update schedule set next_at = date_trunc('second', now()) + interval '8 seconds'")
                .update();
        // Its own clock is wrong, and it must not matter.
        try (var other =
                Another.beside(
                        environment,
                        new Class<?>[] {Ahead.class},
                        "--millrace.schedules.look=250ms")) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() ->
                            count("select count(*) from firing where state = 'STARTED'") >= 160);
        }
        var late =
                jdbc.sql(
                                """
                                select percentile_cont(0.99) within group
                                       (order by extract(epoch from r.created_at - f.instant) * 1000)
                                  from firing f join run r on r.idempotency_key = f.key
                                """)
                        .query(Double.class)
                        .single();
        assertThat(late).isBetween(0.0, 1000.0);
        assertThat(count("select count(*) from firing where state <> 'STARTED'")).isZero();
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
