package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.Rule;
import dev.millrace.orchestrator.definition.Scope.MapItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps of one run, and what is to be known of all of them together. */
public final class StepStatuses {

    private final Map<String, StepStatus> byName = new LinkedHashMap<>();
    private final Map<String, List<StepStatus>> dependants = new LinkedHashMap<>();
    private final Map<StepStatus, List<StepStatus>> parts = new HashMap<>();
    private final int[] open = new int[Phase.values().length];

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
        for (var each : saved) {
            var parent = each.parent();
            var step = parent == null ? get(each.name()) : part(get(parent), each.name());
            step.restore(each);
        }
        byName.values().forEach(this::recount);
        countOpen();
    }

    void recount(StepStatus step) {
        if (step.parent() == null) {
            step.definition().needs().stream()
                    .map(this::get)
                    .filter(need -> need.state().isTerminal())
                    .forEach(need -> step.count(need.countsAs()));
        }
    }

    void countOpen() {
        java.util.Arrays.fill(open, 0);
        for (var step : byName.values()) {
            open[Phase.of(step).ordinal()] += step.state().isTerminal() ? 0 : 1;
        }
    }

    /** Each after those that it needs; the parts of maps come last. */
    public Collection<StepStatus> all() {
        return byName.values();
    }

    public @Nullable StepStatus find(String name) {
        return byName.get(name);
    }

    StepStatus get(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    List<StepStatus> in(StepState state) {
        return byName.values().stream().filter(step -> step.state() == state).toList();
    }

    List<StepStatus> of(Phase phase) {
        return byName.values().stream().filter(step -> Phase.of(step) == phase).toList();
    }

    List<StepStatus> dependants(StepStatus step) {
        return dependants.getOrDefault(step.name(), List.of());
    }

    /** The step of a map's item, made if there is none yet. */
    StepStatus part(StepStatus map, String name) {
        var known = byName.get(name);
        if (known != null) {
            return known;
        }
        var part = new StepStatus(Parts.definition(map, name), map);
        byName.put(name, part);
        parts.computeIfAbsent(map, key -> new ArrayList<>()).add(part);
        open[Phase.of(map).ordinal()]++;
        return part;
    }

    /** Those that have had items. */
    Set<StepStatus> maps() {
        return parts.keySet();
    }

    /** All steps that items of the map ever had. */
    List<StepStatus> parts(StepStatus map) {
        return parts.getOrDefault(map, List.of());
    }

    /** The steps of the map's present items, in their order. */
    List<StepStatus> itemsOf(StepStatus map) {
        return parts(map).stream()
                .filter(step -> place(step) >= 0)
                .sorted(Comparator.comparing(StepStatuses::place))
                .toList();
    }

    private static int place(StepStatus step) {
        return step.item() instanceof MapItem item ? item.index() : -1;
    }

    /** A step that has ended is to run again. */
    void reopen(StepStatus step) {
        step.startOver();
        open[Phase.of(step).ordinal()]++;
    }

    void closed(StepStatus step) {
        open[Phase.of(step).ordinal()]--;
    }

    /** The part of the run that goes on; the last one also when all have ended. */
    Phase phase() {
        for (var phase : Phase.values()) {
            if (open[phase.ordinal()] > 0) {
                return phase;
            }
        }
        return Phase.LAST;
    }

    boolean allEnded() {
        return java.util.Arrays.stream(open).sum() == 0;
    }

    /** Whether the step may start by its rule; parts and compensations are called otherwise. */
    boolean isTurnOf(StepStatus step) {
        return step.parent() == null
                && switch (Phase.of(step)) {
                    case MAIN -> true;
                    case UNDO -> false;
                    case LAST -> phase() == Phase.LAST;
                };
    }

    boolean mayStartWhenCancelled(StepStatus step) {
        var named = step.parent() == null ? step : step.parent();
        return Phase.of(named) != Phase.MAIN || named.definition().flow().rule() == Rule.ALWAYS;
    }

    /** Whether a failure of the step may be followed by another attempt. */
    boolean mayTryAgain(StepStatus step, RunState run) {
        return run == RunState.RUNNING || run == RunState.PAUSED || mayStartWhenCancelled(step);
    }

    String whySkipped(StepStatus step) {
        var rule = step.definition().flow().rule();
        var needs =
                step.definition().needs().stream()
                        .map(this::get)
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
        var over = new StartingOver(this).from(names);
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

    /** Parts of maps do not count: what their ends mean is said by the map's. */
    private @Nullable StepStatus first(Predicate<StepStatus> which) {
        return byName.values().stream()
                .filter(step -> step.parent() == null)
                .filter(which)
                .findFirst()
                .orElse(null);
    }

    private static String sentence(@Nullable StepStatus step) {
        return step == null
                ? ""
                : "step '%s' %s: %s"
                        .formatted(
                                step.name(),
                                step.state().name().toLowerCase(Locale.ROOT),
                                step.message());
    }
}
