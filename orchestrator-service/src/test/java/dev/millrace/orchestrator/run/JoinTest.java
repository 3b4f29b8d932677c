package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.run.StandInService.Behaviour;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Joins, and random graphs by way of the database; the machine's model test has many more. */
class JoinTest extends RunTests {

    private static final int CASES = 60;

    @Test
    void predecessorsThatEndAtTheSameMomentNeverLeaveTheJoinWaiting() {
        SERVICE.script(key -> new Behaviour.Succeed(Map.of()));
        var definition =
                "pipeline: join\nsteps:\n"
                        + IntStream.range(0, 8)
                                .mapToObj(i ->
                                        "  p%d: {type: ingest, dataset: d, source: /x}\n"
                                                .formatted(i))
                                .collect(Collectors.joining())
                        + "  join: {type: noop, needs: [p0, p1, p2, p3, p4, p5, p6, p7]}\n";

        var runs = IntStream.range(0, 25).mapToObj(i -> started(definition).id()).toList();

        assertThat(runs).allMatch(run -> ended(run).state() == RunState.SUCCEEDED);
    }

    /** What each step will do if it starts, and what it needs; later steps need earlier ones. */
    private record Graph(Map<String, List<String>> needs, Map<String, Boolean> good) {}

    @Test
    void agreesWithTheReferenceInterpreterOnRandomGraphs() {
        var random = new Random(20_26);
        var runs = new LinkedHashMap<UUID, Graph>();
        for (int i = 0; i < CASES; i++) {
            var graph = graph(random);
            runs.put(start(i, graph), graph);
        }

        runs.forEach((run, graph) -> {
            var ended = ended(run);
            var states = new LinkedHashMap<String, StepState>();
            ended.steps().forEach(step -> states.put(step.name(), step.state()));
            assertThat(states).as("%s", graph).containsExactlyInAnyOrderEntriesOf(expected(graph));
            assertThat(ended.state() == RunState.FAILED)
                    .isEqualTo(states.containsValue(StepState.FAILED));
        });
    }

    private static Graph graph(Random random) {
        var needs = new LinkedHashMap<String, List<String>>();
        var good = new LinkedHashMap<String, Boolean>();
        int size = 1 + random.nextInt(9);
        for (int i = 0; i < size; i++) {
            var needed = new ArrayList<String>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(3) == 0) {
                    needed.add("s" + j);
                }
            }
            needs.put("s" + i, needed);
            good.put("s" + i, random.nextInt(6) > 0);
        }
        return new Graph(needs, good);
    }

    /** The trigger rule all-succeeded, told as plainly as possible. */
    private static Map<String, StepState> expected(Graph graph) {
        var states = new LinkedHashMap<String, StepState>();
        graph.needs()
                .forEach((step, needs) -> {
                    boolean starts =
                            needs.stream()
                                    .allMatch(need -> states.get(need) == StepState.SUCCEEDED);
                    states.put(
                            step,
                            !starts
                                    ? StepState.SKIPPED
                                    : graph.good().get(step)
                                            ? StepState.SUCCEEDED
                                            : StepState.FAILED);
                });
        return states;
    }

    private UUID start(int number, Graph graph) {
        var steps =
                new StringBuilder(
                        "pipeline: random-" + number % 50 + "\nparameters: {x: 1}\nsteps:\n");
        graph.needs()
                .forEach((step, needs) ->
                        steps.append(
                                "  %s: {type: condition, require: \"${parameters.x} == %d\", needs: [%s]}\n"
                                        .formatted(
                                                step,
                                                graph.good().get(step) ? 1 : 2,
                                                String.join(", ", needs))));
        var version = api.post(steps.toString());
        return api.start(null, new StartRun(version.pipeline(), version.number(), null))
                .getBody()
                .id();
    }
}
