package dev.millrace.orchestrator.machine;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.Definitions;
import dev.millrace.orchestrator.definition.ParameterValues;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A run that a test plays by hand, without anything around the machine. */
final class Played {

    static final Instant START = Instant.parse("2026-03-29T00:00:00Z");
    private static final Definitions DEFINITIONS = Definitions.standalone();
    private static final Map<String, Object> FACTS =
            Map.of(
                    "id",
                    "r",
                    "pipeline",
                    "p",
                    "version",
                    1,
                    "startedBy",
                    "ada",
                    "startedAt",
                    START.toString(),
                    "state",
                    "RUNNING");

    private final Definition definition;
    private final Map<String, Effect.Begin> going = new LinkedHashMap<>();
    private final List<Changes.Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private RunMachine machine;
    private Instant now = START;

    private Played(Definition definition, Map<String, Object> parameters) {
        this.definition = definition;
        this.machine =
                new RunMachine(
                        definition, ParameterValues.of(definition, parameters).orRefused(), FACTS);
        machine.begin("ada", Map.of(), now);
        take();
    }

    static Played of(String text) {
        return of(text, Map.of());
    }

    static Played of(String text, Map<String, Object> parameters) {
        return new Played(DEFINITIONS.parse(text), parameters);
    }

    private void take() {
        var changes = machine.take();
        events.addAll(changes.events());
        for (var effect : changes.effects()) {
            effects.add(effect);
            switch (effect) {
                case Effect.Begin begin -> going.put(begin.step(), begin);
                case Effect.Leave leave -> going.remove(leave.step());
                case Effect.GoOn goOn -> {
                    if (!going.containsKey(goOn.step())) {
                        throw new AssertionError(goOn + " of what does not go on");
                    }
                }
                case Effect.Stop _, Effect.Hold _ -> {}
            }
        }
    }

    /** What goes on, in the order in which it began. */
    List<String> going() {
        return List.copyOf(going.keySet());
    }

    /** What the step's work was told. */
    Map<String, ?> body(String step) {
        return going.get(step).body();
    }

    Played succeeds(String step) {
        return succeeds(step, Map.of());
    }

    Played succeeds(String step, Map<String, Object> outputs) {
        return ends(step, new Outcome.Succeeded(outputs));
    }

    Played fails(String step) {
        return ends(step, Outcome.failed(FailureCode.INVALID_DATA, step + " is wrong"));
    }

    Played ends(String step, Outcome outcome) {
        var begin = going.remove(step);
        if (begin == null) {
            throw new AssertionError(step + " does not go on; " + going());
        }
        machine.ended(step, begin.attempt(), outcome, now);
        take();
        return this;
    }

    /** Lets that much time pass; everything due on the way rings at its own time. */
    Played after(Duration time) {
        var until = now.plus(time);
        for (var next = machine.wakeAt();
                next != null && !next.isAfter(until);
                next = machine.wakeAt()) {
            now = next.isAfter(now) ? next : now;
            machine.wake(now);
            take();
        }
        now = until;
        return this;
    }

    /** Anything else that the machine can be told. */
    Played told(java.util.function.BiConsumer<RunMachine, Instant> what) {
        what.accept(machine, now);
        take();
        return this;
    }

    /** Another owner goes on, with nothing but what was written. */
    Played takenOver() {
        machine = copy(definition, FACTS, machine);
        machine.takenOver(Map.of(), now);
        take();
        return this;
    }

    /** A machine made of what is written of another. */
    static RunMachine copy(Definition definition, Map<String, Object> facts, RunMachine machine) {
        return RunMachine.restored(
                definition,
                machine.parameters(),
                facts,
                new RunMachine.Saved(
                        machine.state(), machine.message(), machine.startedAt(), machine.isLate()),
                machine.steps().all().stream().map(Played::saved).toList());
    }

    private static StepStatus.Saved saved(StepStatus step) {
        return new StepStatus.Saved(
                step.name(),
                step.state(),
                step.attempt(),
                step.base(),
                step.isCaught(),
                step.message(),
                step.progress(),
                step.outputs(),
                step.failure(),
                step.wakeAt(),
                step.startedAt(),
                step.endedAt(),
                step.isBegun(),
                step.isLate(),
                step.isStopping(),
                step.parent() == null ? null : step.parent().name(),
                step.item(),
                step.reusedFrom());
    }

    RunState state() {
        return machine.state();
    }

    String message() {
        return String.valueOf(machine.message());
    }

    Map<String, Object> outputs() {
        return machine.outputs();
    }

    Map<String, Object> outputs(String step) {
        return step(step).outputs();
    }

    StepStatus step(String name) {
        return machine.steps().get(name);
    }

    Map<String, StepState> states() {
        return machine.steps().all().stream()
                .collect(
                        Collectors.toMap(
                                StepStatus::name,
                                StepStatus::state,
                                (one, other) -> other,
                                LinkedHashMap::new));
    }

    List<String> told(String type) {
        return events.stream()
                .filter(event -> event.type().equals(type))
                .map(event -> event.step() == null ? event.message() : event.step())
                .toList();
    }

    boolean hadEffect(Effect effect) {
        return effects.contains(effect);
    }
}
