package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps of one run, and what is to be known of all of them together. */
public final class StepStatuses {

    private final Map<String, StepStatus> byName = new LinkedHashMap<>();
    private final Map<String, List<StepStatus>> dependants = new LinkedHashMap<>();
    private int open;
    private int openLast;
    private boolean inFinally;

    StepStatuses(Definition definition) {
        definition.steps().forEach(step -> byName.put(step.name(), new StepStatus(step)));
        for (var step : byName.values()) {
            step.definition()
                    .needs()
                    .forEach(need ->
                            dependants.computeIfAbsent(need, name -> new ArrayList<>()).add(step));
        }
        countOpen();
    }

    void restore(Collection<StepStatus.Saved> saved) {
        saved.forEach(each -> Objects.requireNonNull(byName.get(each.name())).restore(each));
        byName.values().forEach(this::recount);
        countOpen();
    }

    private void recount(StepStatus step) {
        step.definition().needs().stream()
                .map(need -> Objects.requireNonNull(byName.get(need)))
                .filter(need -> need.state().isTerminal())
                .forEach(need -> step.count(need.countsAs()));
    }

    private void countOpen() {
        open = 0;
        openLast = 0;
        for (var step : byName.values()) {
            if (!step.state().isTerminal()) {
                if (step.definition().flow().last()) {
                    openLast++;
                } else {
                    open++;
                }
            }
        }
        inFinally = open == 0;
    }

    /** Each after those that it needs. */
    public Collection<StepStatus> all() {
        return byName.values();
    }

    public @Nullable StepStatus find(String name) {
        return byName.get(name);
    }

    List<StepStatus> in(StepState state) {
        return byName.values().stream().filter(step -> step.state() == state).toList();
    }

    List<StepStatus> dependants(StepStatus step) {
        return dependants.getOrDefault(step.name(), List.of());
    }

    List<StepStatus> lastOnes() {
        return byName.values().stream().filter(step -> step.definition().flow().last()).toList();
    }

    void closed(StepStatus step) {
        if (step.definition().flow().last()) {
            openLast--;
        } else {
            open--;
        }
    }

    /** Whether steps of the present part of the run may start: {@code finally} comes last. */
    boolean isTurnOf(StepStatus step) {
        return inFinally || !step.definition().flow().last();
    }

    /** True once: at the moment when everything before {@code finally} has ended. */
    boolean enterFinally() {
        if (inFinally || open > 0) {
            return false;
        }
        inFinally = true;
        return true;
    }

    boolean allEnded() {
        return open == 0 && openLast == 0;
    }

    boolean mayStartWhenCancelled(StepStatus step) {
        var flow = step.definition().flow();
        return flow.last() || flow.rule() == Rule.ALWAYS;
    }

    /** Whether a failure of the step may be followed by another attempt. */
    boolean mayTryAgain(StepStatus step, RunState run) {
        return run == RunState.RUNNING || run == RunState.PAUSED || mayStartWhenCancelled(step);
    }

    String whySkipped(StepStatus step) {
        var rule = step.definition().flow().rule();
        var needs =
                step.definition().needs().stream()
                        .map(need -> Objects.requireNonNull(byName.get(need)))
                        .filter(need ->
                                rule != Rule.ALL_SUCCEEDED
                                        || need.countsAs() != StepState.SUCCEEDED)
                        .map(need -> "'%s' (%s)".formatted(need.name(), need.countsAs()))
                        .collect(Collectors.joining(" and "));
        return rule == Rule.ALL_SUCCEEDED
                ? "skipped, because it needs " + needs
                : "skipped, because %s does not hold of %s".formatted(rule, needs);
    }

    /** The named steps and all that need them, open again, each after those that it needs. */
    List<StepStatus> startOver(Set<String> names) {
        var over = new LinkedHashSet<String>();
        var queue = new ArrayDeque<>(names);
        lastOnes().forEach(step -> queue.add(step.name()));
        while (!queue.isEmpty()) {
            var name = queue.remove();
            if (over.add(name)) {
                dependants.getOrDefault(name, List.of()).forEach(step -> queue.add(step.name()));
            }
        }
        var again = byName.values().stream().filter(step -> over.contains(step.name())).toList();
        again.forEach(StepStatus::startOver);
        again.forEach(this::recount);
        countOpen();
        return again;
    }

    /** How a run ended. */
    record Verdict(RunState state, @Nullable String message) {}

    /** What the ends of all steps make of a run. */
    Verdict verdict(RunState before) {
        var failed = first(step -> step.countsAs() == StepState.FAILED);
        var cancelled = first(step -> step.state() == StepState.CANCELLED);
        if (before == RunState.CANCELLING && cancelled != null) {
            return new Verdict(RunState.CANCELLED, sentence(failed == null ? cancelled : failed));
        }
        if (failed != null || cancelled != null) {
            return new Verdict(RunState.FAILED, sentence(failed == null ? cancelled : failed));
        }
        return new Verdict(RunState.SUCCEEDED, null);
    }

    private @Nullable StepStatus first(java.util.function.Predicate<StepStatus> which) {
        return byName.values().stream().filter(which).findFirst().orElse(null);
    }

    private static String sentence(@Nullable StepStatus step) {
        return step == null
                ? ""
                : "step '%s' %s: %s"
                        .formatted(
                                step.name(),
                                step.state().name().toLowerCase(java.util.Locale.ROOT),
                                step.message());
    }
}
