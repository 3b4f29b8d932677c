package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.Step;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.ParameterValues;
import dev.millrace.orchestrator.machine.RunMachine;
import dev.millrace.orchestrator.machine.StepStatus;
import dev.millrace.orchestrator.pipeline.Pipelines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs ended runs again. */
@Component
class Reruns {

    private static final List<RunState> ENDED =
            List.of(RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED);

    private final JdbcClient jdbc;
    private final Runs runs;
    private final HeldRuns heldRuns;
    private final Pipelines pipelines;
    private final RunLoop loop;
    private final Instance instance;

    Reruns(
            JdbcClient jdbc,
            Runs runs,
            HeldRuns heldRuns,
            Pipelines pipelines,
            RunLoop loop,
            Instance instance) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.heldRuns = heldRuns;
        this.pipelines = pipelines;
        this.loop = loop;
        this.instance = instance;
    }

    /** Starts the steps over that did not succeed; those that did are kept. */
    void fromFailures(UUID run, String principal) {
        again(
                run,
                List.of(RunState.FAILED, RunState.CANCELLED),
                (machine, now) ->
                        machine.rerun(unsuccessful(machine), machine.parameters(), principal, now));
    }

    private static Set<String> unsuccessful(RunMachine machine) {
        return machine.steps().all().stream()
                .filter(step -> step.state() != StepState.SUCCEEDED)
                .filter(step -> step.definition().undoes() == null)
                .map(StepStatus::name)
                .collect(Collectors.toSet());
    }

    /**
     * Starts the named steps over, and all that need them.
     *
     * @param given parameters that are to have other values from now on
     */
    void from(UUID run, List<String> names, Map<String, @Nullable Object> given, String principal) {
        var known = runs.find(run).steps().stream().map(Step::name).toList();
        var unknown = names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new PlatformException(
                    FailureCode.STEP_NOT_FOUND,
                    "run %s has no step '%s'; it has %s"
                            .formatted(run, unknown.getFirst(), String.join(", ", known)));
        }
        var parameters = given.isEmpty() ? null : changed(run, given);
        again(
                run,
                ENDED,
                (machine, now) ->
                        machine.rerun(
                                Set.copyOf(names),
                                parameters == null ? machine.parameters() : parameters,
                                principal,
                                now));
    }

    private Map<String, @Nullable Object> changed(UUID id, Map<String, @Nullable Object> given) {
        var run = runs.find(id);
        var all = new LinkedHashMap<String, @Nullable Object>(run.parameters());
        all.putAll(given);
        return ParameterValues.of(pipelines.definition(run.pipeline(), run.version()), all)
                .orRefused();
    }

    /** A person says how a step of an ended run ended; what needs it starts over. */
    void mark(UUID run, String step, StepState as, Map<String, Object> outputs, String principal) {
        again(run, ENDED, (machine, now) -> machine.mark(step, as, outputs, principal, now));
    }

    private void again(UUID run, List<RunState> in, HeldRun.Signal first) {
        long generation = claim(run, in);
        var held = heldRuns.read(run);
        if (held.generation() != generation) {
            throw new PlatformException(
                    FailureCode.ALREADY_ENDED,
                    "somebody else starts steps of run %s over at this moment".formatted(run));
        }
        Waiting.on(loop.hold(held, first));
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
