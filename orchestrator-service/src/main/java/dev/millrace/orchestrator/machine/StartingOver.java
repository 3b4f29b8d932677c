package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.orchestrator.StepState;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;

/** Which steps start over when some are run again. */
final class StartingOver {

    private final StepStatuses steps;
    private final Set<String> over = new LinkedHashSet<>();
    private final Queue<StepStatus> queue = new ArrayDeque<>();
    private final Set<StepStatus> onlyInPart = new HashSet<>();

    StartingOver(StepStatuses steps) {
        this.steps = steps;
    }

    /**
     * All that need the named ones, what compensated any of them, and {@code finally}. Of a map, of
     * which items are named, only these; of any other, every item.
     */
    Set<String> from(Set<String> names) {
        names.stream().map(steps::get).forEach(this::named);
        steps.of(Phase.LAST).forEach(queue::add);
        steps.of(Phase.UNDO).forEach(this::undone);
        while (!queue.isEmpty()) {
            var step = queue.remove();
            if (over.add(step.name())) {
                steps.dependants(step).forEach(this::whole);
            }
        }
        steps.maps().stream()
                .filter(map -> over.contains(map.name()) && !onlyInPart.contains(map))
                .flatMap(map -> steps.parts(map).stream())
                .forEach(part -> over.add(part.name()));
        return over;
    }

    private void named(StepStatus step) {
        var map = step.parent();
        if (map != null) {
            over.add(step.name());
            onlyInPart.add(map);
            queue.add(map);
        } else {
            queue.add(step);
        }
    }

    private void whole(StepStatus step) {
        onlyInPart.remove(step);
        queue.add(step);
    }

    /** What was undone is to be done again, as is what was undone in part. */
    private void undone(StepStatus compensation) {
        var undoes = compensation.definition().undoes();
        if (undoes != null && hasRun(compensation)) {
            whole(steps.get(undoes));
        }
        queue.add(compensation);
    }

    private static boolean hasRun(StepStatus compensation) {
        return compensation.attempt() > compensation.base()
                && compensation.state() != StepState.WAITING;
    }
}
