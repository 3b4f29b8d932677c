package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.Step;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.machine.RunMachine;
import dev.millrace.orchestrator.machine.StepStatus;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs ended runs again. */
@Component
class Reruns {

    private final JdbcClient jdbc;
    private final Runs runs;
    private final RunLoop loop;
    private final Instance instance;

    Reruns(JdbcClient jdbc, Runs runs, RunLoop loop, Instance instance) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.loop = loop;
        this.instance = instance;
    }

    /** Starts the steps over that did not succeed; those that did are kept. */
    void fromFailures(UUID run, String principal) {
        rerun(
                run,
                claim(run, List.of(RunState.FAILED, RunState.CANCELLED)),
                machine ->
                        machine.steps().all().stream()
                                .filter(step -> step.state() != StepState.SUCCEEDED)
                                .filter(step -> step.definition().undoes() == null)
                                .map(StepStatus::name)
                                .collect(Collectors.toSet()),
                principal);
    }

    /** Starts the named steps over, and all that need them. */
    void from(UUID run, List<String> names, String principal) {
        var known = runs.find(run).steps().stream().map(Step::name).toList();
        var unknown = names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new PlatformException(
                    FailureCode.STEP_NOT_FOUND,
                    "run %s has no step '%s'; it has %s"
                            .formatted(run, unknown.getFirst(), String.join(", ", known)));
        }
        rerun(
                run,
                claim(run, List.of(RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED)),
                machine -> Set.copyOf(names),
                principal);
    }

    private void rerun(
            UUID run, long generation, Function<RunMachine, Set<String>> names, String principal) {
        var held = runs.held(run);
        if (held.generation() != generation) {
            throw new PlatformException(
                    FailureCode.ALREADY_ENDED,
                    "somebody else starts steps of run %s over at this moment".formatted(run));
        }
        Waiting.on(
                loop.hold(
                        held,
                        (machine, now) ->
                                machine.rerun(
                                        names.apply(machine),
                                        machine.parameters(),
                                        principal,
                                        now)));
    }

    /** Whoever runs an ended run again is its new owner; in which generation. */
    private long claim(UUID run, List<RunState> in) {
        return jdbc.sql(
                        """
                        update run set owner = :me, generation = generation + 1
                         where id = :run and ended_at is not null and state = any(:in)
                        returning generation
                        """)
                .param("me", instance.id())
                .param("run", run)
                .param("in", in.stream().map(RunState::name).toArray(String[]::new))
                .query(Long.class)
                .optional()
                .orElseThrow(() -> refused(run, in));
    }

    private PlatformException refused(UUID run, List<RunState> in) {
        return new PlatformException(
                FailureCode.ALREADY_ENDED,
                "run %s is %s; steps start over only in one that is %s"
                        .formatted(
                                run,
                                runs.find(run).state(),
                                in.stream()
                                        .map(RunState::name)
                                        .collect(Collectors.joining(" or "))));
    }
}
