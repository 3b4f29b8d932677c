package dev.millrace.orchestrator.run;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.contracts.orchestrator.Why;
import dev.millrace.contracts.orchestrator.Why.Kind;
import dev.millrace.contracts.orchestrator.Why.Missing;
import dev.millrace.contracts.orchestrator.Why.WaitingStep;
import dev.millrace.orchestrator.definition.StepType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says why runs wait. */
@Component
class Reasons {

    private final ReasonRows rows;

    Reasons(ReasonRows rows) {
        this.rows = rows;
    }

    Why why(UUID id) {
        var run = rows.run(id);
        var steps =
                run.steps().stream()
                        .collect(Collectors.toMap(ReasonRows.StepRow::name, Function.identity()));
        var waiting =
                run.steps().stream()
                        .filter(step -> !step.state().isTerminal())
                        .map(step -> waiting(run, step, steps))
                        .toList();
        return new Why(id, run.state(), waiting);
    }

    private WaitingStep waiting(
            ReasonRows.RunRow run, ReasonRows.StepRow step, Map<String, ReasonRows.StepRow> steps) {
        var missing = new ArrayList<Missing>();
        if (!run.isOwned()) {
            missing.add(
                    missing(
                            Kind.OWNER,
                            "no orchestrator holds the run; the next that looks takes it over"));
        }
        if (run.state() == RunState.PAUSED && step.state() != StepState.RUNNING) {
            missing.add(
                    missing(
                            Kind.PAUSE,
                            "the run is paused; POST /v1/runs/%s/resume goes on with it"
                                    .formatted(run.id())));
        }
        switch (step.state()) {
            case WAITING -> missing.addAll(needs(step, steps));
            case QUEUED -> missing.add(slot(run, step));
            case RETRYING -> missing.add(missing(Kind.TIME, step.message()));
            case RUNNING -> missing.add(running(run, step, steps));
            default -> {} // READY: to be taken up at once, unless told above
        }
        boolean knowsWhen =
                step.state() == StepState.RETRYING
                        || step.state() == StepState.RUNNING && step.type() == StepType.WAIT;
        return new WaitingStep(
                step.name(), step.state(), step.since(), knowsWhen ? step.wakeAt() : null, missing);
    }

    private static List<Missing> needs(
            ReasonRows.StepRow step, Map<String, ReasonRows.StepRow> steps) {
        var open =
                step.needs().stream()
                        .map(need -> Objects.requireNonNull(steps.get(need)))
                        .filter(need -> !need.state().isTerminal())
                        .map(need ->
                                new Missing(
                                        Kind.STEP,
                                        "step '%s' is %s".formatted(need.name(), need.state()),
                                        need.name(),
                                        null,
                                        null))
                        .toList();
        if (!open.isEmpty()) {
            return open;
        }
        return List.of(
                missing(
                        Kind.PHASE,
                        step.parent() == null
                                ? "starts when all that comes before has ended"
                                : "as many items go on as may; it is one of the next"));
    }

    private Missing slot(ReasonRows.RunRow run, ReasonRows.StepRow step) {
        var pool = Objects.requireNonNull(step.pool());
        var size = rows.slots(pool);
        if (size == null) {
            return new Missing(
                    Kind.SLOT,
                    "there is no pool '%s'; PUT /v1/pools/%s makes it".formatted(pool, pool),
                    pool,
                    null,
                    null);
        }
        return new Missing(
                Kind.SLOT,
                size == 0
                        ? "pool '%s' has no slots; PUT /v1/pools/%s gives it some"
                                .formatted(pool, pool)
                        : "waits for one of the %d slots of pool '%s'".formatted(size, pool),
                pool,
                rows.positions(pool, run.id()).get(step.name()),
                rows.holders(pool));
    }

    private static Missing running(
            ReasonRows.RunRow run, ReasonRows.StepRow step, Map<String, ReasonRows.StepRow> steps) {
        return switch (step.type()) {
            case WAIT -> missing(Kind.TIME, "lets time pass until " + step.wakeAt());
            case APPROVE ->
                    missing(
                            Kind.PERSON,
                            "asks %s until %s: \"%s\" POST /v1/runs/%s/steps/%s/approve answers"
                                    .formatted(
                                            step.asked().isEmpty() ? "anybody" : step.asked(),
                                            step.wakeAt(),
                                            step.message(),
                                            run.id(),
                                            step.name()));
            case MAP -> {
                long open =
                        steps.values().stream()
                                .filter(part -> step.name().equals(part.parent()))
                                .filter(part -> !part.state().isTerminal())
                                .count();
                yield missing(Kind.STEP, "%d of its items have not ended".formatted(open));
            }
            default -> missing(Kind.WORK, step.message());
        };
    }

    private static Missing missing(Kind kind, String what) {
        return new Missing(kind, what, null, null, null);
    }
}
