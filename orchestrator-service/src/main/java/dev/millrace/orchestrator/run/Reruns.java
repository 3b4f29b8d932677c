package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.machine.StepStatus;
import java.util.UUID;
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

    Reruns(
            JdbcClient jdbc,
            Runs runs,
            RunLoop loop,
            Instance instance) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.loop = loop;
        this.instance = instance;
    }

    /** Starts the steps over that did not succeed; those that did are kept. */
    void fromFailures(UUID run, String principal) {
        claimEnded(run);
        Waiting.on(
                loop.hold(
                        runs.held(run),
                        (machine, now) ->
                                machine.rerun(
                                        machine.steps().all().stream()
                                                .filter(step ->
                                                        step.state() != StepState.SUCCEEDED)
                                                .map(StepStatus::name)
                                                .collect(Collectors.toSet()),
                                        principal,
                                        now)));
    }

    /** Whoever runs an ended run again is its new owner. */
    private void claimEnded(UUID run) {
        var claimed =
                jdbc.sql(
                                """
                                update run set owner = :me, generation = generation + 1
                                 where id = :run and state in ('FAILED', 'CANCELLED')
                                """)
                        .param("me", instance.id())
                        .param("run", run)
                        .update();
        if (claimed == 0) {
            var state = runs.find(run).state();
            throw new PlatformException(
                    FailureCode.ALREADY_ENDED,
                    "run %s is %s; only a run that FAILED or was CANCELLED can be resumed"
                            .formatted(run, state));
        }
    }
}
