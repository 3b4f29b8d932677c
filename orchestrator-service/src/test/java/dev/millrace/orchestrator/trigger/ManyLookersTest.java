package dev.millrace.orchestrator.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.TriggerFinding;
import dev.millrace.contracts.orchestrator.TriggerFinding.State;
import dev.millrace.orchestrator.probe.Probes;
import dev.millrace.orchestrator.run.Starts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Several look at once, and some die. The locks on the rows are all that they share. */
class ManyLookersTest extends TriggerTests {

    private static final int OBJECTS = 20;

    @Autowired Triggers rows;
    @Autowired Findings findingRows;
    @Autowired Starts runStarts;
    @Autowired Probes probes;
    @Autowired TransactionTemplate transaction;

    @BeforeEach
    void trigger() {
        store.list("shared/").forEach(left -> store.delete(List.of(left.key())));
        put(
                "shared",
                """
                {"pipeline": "taker", "on": {"s3": {"prefix": "shared/"}}, "parallel": 1000,
                 "parameters": {"of": "${event.key}"}}\
                """);
    }

    @Test
    void whatSeveralSeeAtOnceStartsOneRun() throws Exception {
        var together = new CyclicBarrier(4);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var done =
                    IntStream.range(0, 4)
                            .mapToObj(looker ->
                                    threads.submit(() -> {
                                        for (int i = 0; i < OBJECTS; i++) {
                                            if (together.await() == 0) {
                                                object("shared/" + looker + "-" + i);
                                            }
                                            together.await();
                                            look("shared");
                                        }
                                        return true;
                                    }))
                            .toList();
            for (var each : done) {
                assertThat(each.get()).isTrue();
            }
        }
        look("shared");
        assertThat(findings("shared"))
                .hasSize(OBJECTS)
                .allMatch(finding -> finding.state() == State.STARTED)
                .extracting(TriggerFinding::run)
                .doesNotHaveDuplicates();
        assertThat(started()).isEqualTo(OBJECTS);
    }

    @Test
    void aLookThatTookLongerThanItsLeaseCountsForNothing() {
        var slow = rows.take(1, Duration.ZERO).getFirst();
        object("shared/late");
        var seen = probes.look(slow.probe(), slow.cursor());
        look("shared"); // another one takes its place

        boolean counts = rows.looked(slow, seen.cursor(), Duration.ZERO);
        assertThat(counts).isFalse();
        assertThat(findings("shared")).hasSize(1);
    }

    @Test
    void aCrashAfterTheFindingLosesNothing() {
        object("shared/found");
        due("shared");
        begun(); // and dies
        assertThat(findings("shared").getFirst().state()).isEqualTo(State.STARTING);
        starts.startAll();
        assertThat(findings("shared")).singleElement().matches(each -> each.run() != null);
    }

    @Test
    void aCrashAfterTheStartDoublesNothing() {
        object("shared/begun");
        due("shared");
        begun();
        var open = transaction.execute(status -> findingRows.toStart(1)).getFirst();
        var run = runStarts.start(open.key(), open.request(), open.principal()).run(); // and dies
        starts.startAll();
        assertThat(findings("shared")).singleElement().matches(each -> run.equals(each.run()));
        assertThat(started()).isEqualTo(1);
    }

    private int started() {
        return jdbc.sql(
                        """
                        select count(*) from run
                         where idempotency_key like 'trigger:shared:%'
                           and idempotency_key in (select key from finding)
                        """)
                .query(Integer.class)
                .single();
    }
}
