package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.Rerun;
import dev.millrace.contracts.orchestrator.RunState;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ExecutionsTest extends RunTests {

    @Autowired MeterRegistry metrics;

    @Test
    void runsAreCountedAsStepFunctionsCountsExecutions() {
        var before = counts();

        ended(started("pipeline: counted\nsteps: {a: {type: noop}}").id());
        var failed =
                ended(
                        started(
                                        """
                                        pipeline: counted-failing
                                        parameters: {x: 1}
                                        steps: {a: {type: condition, require: "${parameters.x} > 1"}}
                                        """)
                                .id());
        api.rerun(failed.id(), new Rerun(List.of("a"), null));
        ended(failed.id());
        SERVICE.script(key -> new StandInService.Behaviour.Hold());
        var late =
                started(
                        """
                        pipeline: counted-late
                        timeout: 300ms
                        steps: {a: {type: ingest, dataset: d, source: /x}}
                        """);
        var cancelled =
                started(
                        """
                        pipeline: counted-cancelled
                        steps: {a: {type: ingest, dataset: d, source: /x}}
                        """);
        api.cancel(cancelled.id());
        ended(cancelled.id());
        assertThat(ended(late.id()).state()).isNotEqualTo(RunState.SUCCEEDED);

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(since(before))
                                .isEqualTo(
                                        Map.of(
                                                "started", 4.0,
                                                "succeeded", 1.0,
                                                "failed", 2.0,
                                                "redriven", 1.0,
                                                "aborted", 1.0,
                                                "timed.out", 1.0,
                                                "time", 5.0)));
    }

    private Map<String, Double> since(Map<String, Double> before) {
        var now = counts();
        now.replaceAll((name, count) -> count - before.get(name));
        return now;
    }

    private Map<String, Double> counts() {
        var counts = new TreeMap<String, Double>();
        for (var name :
                List.of("started", "redriven", "succeeded", "failed", "aborted", "timed.out")) {
            counts.put(name, metrics.get("millrace.executions." + name).counter().count());
        }
        counts.put("time", (double) metrics.get("millrace.execution.time").timer().count());
        return counts;
    }
}
