package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.orchestrator.StepState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of one map, one an item, in the order of the items. */
final class MapItems {

    private final StepStatus map;
    private final List<StepStatus> steps;
    private final int concurrency;
    private final int tolerated;
    private final Set<StepStatus> going = new HashSet<>();
    private int next;
    private int open;
    private int failed;
    private boolean givenUp;

    MapItems(StepStatus map, List<StepStatus> steps, int concurrency, int tolerated) {
        this.map = map;
        this.steps = steps;
        this.concurrency = concurrency;
        this.tolerated = tolerated;
        for (var step : steps) {
            open += step.state().isTerminal() ? 0 : 1;
            if (isGoing(step)) {
                going.add(step);
            }
            failed += hasFailed(step) ? 1 : 0;
        }
    }

    StepStatus map() {
        return map;
    }

    List<StepStatus> steps() {
        return steps;
    }

    private static boolean isGoing(StepStatus step) {
        return step.state() != StepState.WAITING && !step.state().isTerminal();
    }

    private static boolean hasFailed(StepStatus step) {
        return step.countsAs() == StepState.FAILED || step.state() == StepState.CANCELLED;
    }

    /** The next that may start now; null while as many go on as may, or none is left. */
    @Nullable StepStatus next() {
        while (going.size() < concurrency && next < steps.size()) {
            var step = steps.get(next++);
            if (step.state() == StepState.WAITING) {
                going.add(step);
                return step;
            }
        }
        return null;
    }

    void ended(StepStatus step) {
        open--;
        going.remove(step);
        failed += hasFailed(step) ? 1 : 0;
    }

    boolean areOver() {
        return open == 0;
    }

    /** True once: when more have failed than may. */
    boolean mustGiveUp() {
        boolean now = !givenUp && failedTooOften();
        givenUp |= now;
        return now;
    }

    private boolean failedTooOften() {
        return failed > tolerated;
    }

    boolean wereCancelled() {
        return steps.stream().anyMatch(step -> step.state() == StepState.CANCELLED);
    }

    /** What the ends of all of them make of the map. */
    Outcome outcome() {
        if (failedTooOften()) {
            var first = steps.stream().filter(MapItems::hasFailed).findFirst().orElseThrow();
            return Outcome.failed(
                    FailureCode.ITEMS_FAILED,
                    "%d of %d items failed, and %d may; the first: '%s': %s"
                            .formatted(
                                    failed,
                                    steps.size(),
                                    tolerated,
                                    first.name(),
                                    first.message()));
        }
        var results = new ArrayList<@Nullable Map<String, Object>>();
        steps.forEach(step -> results.add(step.outputs()));
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("results", results);
        outputs.put("succeeded", count(StepState.SUCCEEDED));
        outputs.put("failed", failed);
        outputs.put("skipped", count(StepState.SKIPPED));
        return new Outcome.Succeeded(outputs);
    }

    private int count(StepState as) {
        return (int) steps.stream().filter(step -> step.countsAs() == as).count();
    }
}
