package dev.millrace.orchestrator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.Flow;
import dev.millrace.orchestrator.definition.Flow.Catch;
import dev.millrace.orchestrator.definition.Limits;
import dev.millrace.orchestrator.definition.RetryPolicy;
import dev.millrace.orchestrator.definition.Rule;
import dev.millrace.orchestrator.definition.StepDefinition;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Changes.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random runs against the truth tables, told as plainly as possible. */
class RunMachineModelTest {

    private static final int CASES = 20_000;
    private static final Instant START = Instant.parse("2026-03-29T00:00:00Z");
    private static final RetryPolicy TWICE =
            new RetryPolicy(2, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), List.of());

    /** What a step's work does when it is tried. */
    private enum Fate {
        SUCCEEDS,
        FAILS,
        FAILS_AND_IS_CAUGHT,
        FAILS_ONCE,
        IS_NOT_WANTED
    }

    private record Case(Map<String, StepDefinition> steps, Map<String, Fate> fates) {}

    @Test
    void everyStepEndsAsTheTruthTablesSayInWhateverOrderTheWorkEnds() {
        for (int seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var model = model(random);
            var machine = machine(model);

            machine.begin("ada", Map.of(), START);
            finish(machine, model, random);

            assertThat(states(machine)).as("case %d: %s", seed, model).isEqualTo(expected(model));
            assertThat(machine.state())
                    .as("case %d: %s", seed, model)
                    .isEqualTo(
                            machine.steps().all().stream()
                                            .anyMatch(step ->
                                                    step.state() == StepState.FAILED
                                                            && !step.isCaught())
                                    ? RunState.FAILED
                                    : RunState.SUCCEEDED);
        }
    }

    @Test
    void aRunThatOthersTakeOverAtAnyMomentEndsTheSame() {
        for (int seed = 0; seed < CASES / 4; seed++) {
            var random = new Random(seed);
            var model = model(random);
            var machine = machine(model);
            machine.begin("ada", Map.of(), START);
            var running = new ArrayList<>(began(machine.take()));
            while (!machine.state().isTerminal()) {
                if (random.nextInt(3) == 0) {
                    machine = Played.copy(definition(model), Map.of(), machine);
                    machine.takenOver(Map.of(), START);
                } else if (running.isEmpty()) {
                    machine.wake(machine.wakeAt());
                } else {
                    end(machine, model, running.remove(random.nextInt(running.size())));
                }
                running.addAll(began(machine.take()));
            }

            assertThat(states(machine)).as("case %d: %s", seed, model).isEqualTo(expected(model));
        }
    }

    @Test
    void aCancelledRunEndsWithNothingStartedAfterwardsButWhatAlwaysRuns() {
        for (int seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var model = model(random);
            var machine = machine(model);
            machine.begin("ada", Map.of(), START);
            var running = advance(machine, model, random, random.nextInt(6));
            if (machine.state().isTerminal()) {
                continue;
            }

            machine.cancel("ada", Duration.ofSeconds(30), START);
            running.addAll(began(machine.take()));
            var later = new ArrayList<Effect.Begin>();
            while (!running.isEmpty()) {
                end(machine, model, running.remove(random.nextInt(running.size())));
                var began = began(machine.take());
                later.addAll(began);
                running.addAll(began);
            }
            wakeUntilOver(machine, model);

            assertThat(machine.state().isTerminal()).as("case %d: %s", seed, model).isTrue();
            assertThat(later)
                    .as("case %d: %s", seed, model)
                    .allMatch(begin -> alwaysRuns(model, begin.step()));
        }
    }

    @Test
    void aRunThatIsRunAgainFromItsFailuresEndsAsIfTheyHadNeverBeen() {
        for (int seed = 0; seed < CASES / 4; seed++) {
            var random = new Random(seed);
            var model = model(random);
            var machine = machine(model);
            machine.begin("ada", Map.of(), START);
            finish(machine, model, random);
            if (machine.state() != RunState.FAILED) {
                continue;
            }
            var failed =
                    machine.steps().all().stream()
                            .filter(step -> step.state() != StepState.SUCCEEDED)
                            .map(StepStatus::name)
                            .collect(java.util.stream.Collectors.toSet());
            var mended = new LinkedHashMap<>(model.fates());
            mended.replaceAll((step, fate) -> fate == Fate.FAILS ? Fate.SUCCEEDS : fate);
            var after = new Case(model.steps(), mended);

            machine.rerun(failed, Map.of(), "ada", START);
            finish(machine, after, random);

            assertThat(states(machine)).as("case %d: %s", seed, model).isEqualTo(expected(after));
        }
    }

    @Test
    void fiveThousandStepsCostLittleMoreThanFiveTimesAThousand() {
        for (int warm = 0; warm < 3; warm++) {
            nanosOfAChain(1_000);
        }
        double small = nanosOfAChain(1_000);
        double large = nanosOfAChain(5_000);
        assertThat(large / small).isLessThan(25); // quadratic cost would be 25 times as much
    }

    private static double nanosOfAChain(int length) {
        var best = Double.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            var steps = new ArrayList<StepDefinition>();
            for (int i = 0; i < length; i++) {
                steps.add(step("s" + i, i == 0 ? List.of() : List.of("s" + (i - 1)), Flow.USUAL));
            }
            var machine =
                    new RunMachine(new Definition("chain", Map.of(), steps), Map.of(), Map.of());
            long began = System.nanoTime();
            machine.begin("ada", Map.of(), START);
            for (int i = 0; i < length; i++) {
                machine.take();
                machine.ended("s" + i, 1, new Outcome.Succeeded(Map.of()), START);
            }
            best = Math.min(best, System.nanoTime() - began);
            assertThat(machine.state()).isEqualTo(RunState.SUCCEEDED);
        }
        return best;
    }

    private static Case model(Random random) {
        var steps = new LinkedHashMap<String, StepDefinition>();
        var fates = new LinkedHashMap<String, Fate>();
        int main = 1 + random.nextInt(8);
        for (int i = 0; i < main + random.nextInt(3); i++) {
            boolean last = i >= main;
            var needs = new ArrayList<String>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(3) == 0) {
                    needs.add("s" + j);
                }
            }
            var fate = Fate.values()[random.nextInt(Fate.values().length)];
            var flow =
                    new Flow(
                            rule(random, needs),
                            fate == Fate.IS_NOT_WANTED ? "1 == 2" : null,
                            fate == Fate.FAILS_AND_IS_CAUGHT
                                    ? List.of(new Catch(List.of("USER_ERROR"), Map.of()))
                                    : List.of(),
                            last);
            steps.put("s" + i, step("s" + i, needs, flow));
            fates.put("s" + i, fate);
        }
        return new Case(steps, fates);
    }

    private static Rule rule(Random random, List<String> needs) {
        while (true) {
            var rule = Rule.values()[random.nextInt(Rule.values().length)];
            if (!needs.isEmpty() || rule.makesSenseAlone()) {
                return rule;
            }
        }
    }

    private static StepDefinition step(String name, List<String> needs, Flow flow) {
        return new StepDefinition(
                name,
                StepType.NOOP,
                needs,
                List.of(),
                flow,
                TWICE,
                Duration.ofHours(1),
                Limits.NONE,
                Map.of(),
                null,
                null);
    }

    private static RunMachine machine(Case model) {
        return new RunMachine(definition(model), Map.of(), Map.of());
    }

    private static Definition definition(Case model) {
        return new Definition("model", Map.of(), List.copyOf(model.steps().values()));
    }

    private static List<Effect.Begin> began(Changes changes) {
        return changes.effects().stream()
                .filter(Effect.Begin.class::isInstance)
                .map(Effect.Begin.class::cast)
                .toList();
    }

    private static void finish(RunMachine machine, Case model, Random random) {
        advance(machine, model, random, Integer.MAX_VALUE);
        assertThat(machine.state().isTerminal()).as("%s", model).isTrue();
    }

    /** Ends so many attempts in random order; what then runs. */
    private static List<Effect.Begin> advance(
            RunMachine machine, Case model, Random random, int ends) {
        var running = new ArrayList<>(began(machine.take()));
        for (int i = 0; i < ends; i++) {
            if (running.isEmpty()) {
                var wake = machine.wakeAt();
                if (wake == null) {
                    return running;
                }
                machine.wake(wake);
            } else {
                end(machine, model, running.remove(random.nextInt(running.size())));
            }
            running.addAll(began(machine.take()));
        }
        return running;
    }

    private static void wakeUntilOver(RunMachine machine, Case model) {
        for (var wake = machine.wakeAt(); wake != null; wake = machine.wakeAt()) {
            machine.wake(wake);
            began(machine.take()).forEach(begin -> end(machine, model, begin));
        }
    }

    private static void end(RunMachine machine, Case model, Effect.Begin begin) {
        var outcome =
                switch (model.fates().get(begin.step())) {
                    case SUCCEEDS, IS_NOT_WANTED -> new Outcome.Succeeded(Map.of());
                    case FAILS, FAILS_AND_IS_CAUGHT ->
                            Outcome.failed(FailureCode.INVALID_DATA, "bad row");
                    case FAILS_ONCE ->
                            begin.attempt() == 1
                                    ? new Outcome.Failed(
                                            new Failure(FailureCode.WORKER_LOST, "gone"))
                                    : new Outcome.Succeeded(Map.of());
                };
        machine.ended(begin.step(), begin.attempt(), outcome, START);
        // What is told twice changes nothing.
        machine.ended(begin.step(), begin.attempt(), outcome, START);
    }

    private static boolean alwaysRuns(Case model, String step) {
        var flow = model.steps().get(step).flow();
        return flow.last() || flow.rule() == Rule.ALWAYS;
    }

    private static Map<String, StepState> states(RunMachine machine) {
        var states = new LinkedHashMap<String, StepState>();
        machine.steps().all().forEach(step -> states.put(step.name(), step.state()));
        return states;
    }

    private static Map<String, StepState> expected(Case model) {
        var states = new LinkedHashMap<String, StepState>();
        model.steps()
                .forEach((name, step) -> {
                    var needs =
                            step.needs().stream()
                                    .map(need -> counted(model, need, states.get(need)))
                                    .toList();
                    states.put(
                            name,
                            starts(step.flow().rule(), needs)
                                    ? outcome(model.fates().get(name))
                                    : StepState.SKIPPED);
                });
        return states;
    }

    private static StepState counted(Case model, String step, StepState state) {
        boolean caught =
                state == StepState.FAILED && model.fates().get(step) == Fate.FAILS_AND_IS_CAUGHT;
        return caught ? StepState.SUCCEEDED : state;
    }

    private static StepState outcome(Fate fate) {
        return switch (fate) {
            case SUCCEEDS, FAILS_ONCE -> StepState.SUCCEEDED;
            case FAILS, FAILS_AND_IS_CAUGHT -> StepState.FAILED;
            case IS_NOT_WANTED -> StepState.SKIPPED;
        };
    }

    /** The table of ORCHESTRATION.md, row by row. */
    private static boolean starts(Rule rule, List<StepState> needs) {
        return switch (rule) {
            case ALL_SUCCEEDED -> needs.stream().allMatch(StepState.SUCCEEDED::equals);
            case NONE_FAILED ->
                    needs.stream().noneMatch(StepState.FAILED::equals)
                            && needs.stream().noneMatch(StepState.CANCELLED::equals)
                            && needs.contains(StepState.SUCCEEDED);
            case ONE_SUCCEEDED -> needs.contains(StepState.SUCCEEDED);
            case ONE_FAILED -> needs.contains(StepState.FAILED);
            case ALL_FAILED -> needs.stream().allMatch(StepState.FAILED::equals);
            case ALL_DONE, ALWAYS -> true;
        };
    }
}
