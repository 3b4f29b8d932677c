package dev.millrace.testing;

import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.Reference;
import dev.millrace.orchestrator.machine.Changes;
import dev.millrace.orchestrator.machine.Changes.Effect;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.machine.RunMachine;
import dev.millrace.orchestrator.machine.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The services, the people and the time of one run; what follows from what they do is decided by
 * the machine. At one instant outcomes come first, then what people ask, then what is too late.
 */
final class World {

    /** Something that comes to the run. Without {@code byPeople} it is an outcome. */
    private record Happening(Instant at, boolean byPeople, long number, Runnable what) {}

    private record Wanted(String by, Reference.Output output) {}

    private final Definition definition;
    private final RunMachine machine;
    private final Map<String, StepStub> stubs;
    private final History history;
    private final PriorityQueue<Happening> coming =
            new PriorityQueue<>(
                    Comparator.comparing(Happening::at)
                            .thenComparing(Happening::byPeople)
                            .thenComparing(Happening::number));
    private long happenings;
    private int commandsLeft;
    private @Nullable Map<String, Wanted> wanted;
    private Instant now;

    World(
            Definition definition,
            Map<String, @Nullable Object> parameters,
            Map<String, StepStub> stubs,
            List<Command> commands,
            Instant start,
            Duration grace) {
        this.definition = definition;
        this.stubs = Map.copyOf(stubs);
        machine = new RunMachine(definition, parameters, facts(definition, start));
        history = new History(start);
        now = start;
        for (var command : commands) {
            commandsLeft++;
            comes(
                    command.after(),
                    true,
                    () -> {
                        commandsLeft--;
                        command.asked().of(machine, grace, now);
                    });
        }
    }

    private static Map<String, Object> facts(Definition definition, Instant start) {
        return Map.of(
                "id",
                "00000000-0000-0000-0000-000000000000",
                "pipeline",
                definition.pipeline(),
                "version",
                1,
                "startedBy",
                "tester",
                "startedAt",
                start.toString(),
                "state",
                "RUNNING");
    }

    private void comes(Duration after, boolean byPeople, Runnable what) {
        coming.add(new Happening(now.plus(after), byPeople, happenings++, what));
    }

    PipelineRun play() {
        machine.begin("tester", Map.of(), now);
        follow();
        while (!machine.state().isTerminal() || commandsLeft > 0) {
            var wake = machine.wakeAt();
            var next = coming.peek();
            if (next != null && (wake == null || !next.at().isAfter(wake))) {
                coming.remove();
                if (machine.state().isTerminal() && !next.byPeople()) {
                    continue; // work that was left, and goes on unheard
                }
                now = next.at();
                next.what().run();
            } else if (wake != null) {
                now = wake;
                machine.wake(now);
            } else {
                break; // paused, and nobody will resume it
            }
            follow();
        }
        return new PipelineRun(definition.pipeline(), machine, history, now);
    }

    private void follow() {
        var changes = machine.take();
        history.add(changes, now);
        while (!changes.poolsWaitedFor().isEmpty()) {
            var waiting =
                    changes.steps().stream()
                            .filter(step -> step.state() == StepState.QUEUED)
                            .map(StepStatus::name)
                            .toList();
            act(changes);
            waiting.forEach(step -> machine.granted(step, now)); // every pool has room here
            changes = machine.take();
            history.add(changes, now);
        }
        act(changes);
    }

    private void act(Changes changes) {
        for (var effect : changes.effects()) {
            switch (effect) {
                case Effect.Begin begin -> begin(begin);
                case Effect.Stop stop -> stop(stop);
                case Effect.Hold hold -> {} // the machine itself knows when it ends
                case Effect.GoOn goOn -> throw new IllegalStateException("nobody took it over");
                case Effect.Leave leave -> {} // a later outcome of it is ignored
            }
        }
    }

    private void begin(Effect.Begin begin) {
        machine.begun(begin.step(), begin.attempt(), now); // nobody queues here
        var stub = stub(begin.step());
        if (stub == null || !stub.saysOutcome()) {
            refuseIfWanted(begin.step());
        }
        if (stub == null) {
            ends(begin, Duration.ZERO, new Outcome.Succeeded(Map.of()));
            return;
        }
        var attempt = stub.attempt(begin.attempt());
        if (attempt.work() != null) {
            ends(begin, attempt.takes(), attempt.work().apply(Plain.of(begin.body())));
        }
    }

    /** What is said of a map is said of each of its items. */
    private @Nullable StepStub stub(String step) {
        int dot = step.indexOf('.');
        return stubs.get(dot < 0 ? step : step.substring(0, dot));
    }

    private void stop(Effect.Stop stop) {
        var stub = stub(stop.step());
        ends(
                stop,
                stub == null ? Duration.ZERO : stub.stops(),
                new Outcome.Cancelled("its job was cancelled"));
    }

    private void ends(Effect attempt, Duration after, Outcome outcome) {
        comes(after, false, () -> machine.ended(attempt.step(), attempt.attempt(), outcome, now));
    }

    /** What nobody said is not invented: a made-up figure would decide what the test is about. */
    private void refuseIfWanted(String name) {
        var wanted = wanted().get(name);
        if (wanted != null) {
            throw new IllegalStateException(
                    "step '%s' refers to ${%s}, but the test does not say what '%s' gives; write .step(\"%s\").succeeds(Map.of(\"%s\", …))"
                            .formatted(
                                    wanted.by(),
                                    wanted.output(),
                                    name,
                                    name,
                                    wanted.output().path().getFirst()));
        }
    }

    /** The first that refers to each step. */
    private Map<String, Wanted> wanted() {
        if (wanted == null) {
            wanted = new HashMap<>();
            for (var step : definition.steps()) {
                for (var output : step.wants()) {
                    wanted.putIfAbsent(output.step(), new Wanted(step.name(), output));
                }
            }
        }
        return wanted;
    }
}
