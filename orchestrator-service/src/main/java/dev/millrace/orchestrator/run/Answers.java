package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Approval;
import dev.millrace.contracts.orchestrator.Mark;
import dev.millrace.contracts.orchestrator.Step;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.StepType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What people say about single steps. */
@Component
class Answers {

    private static final Set<StepState> MARKS =
            Set.of(StepState.SUCCEEDED, StepState.FAILED, StepState.SKIPPED);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Runs runs;
    private final Commands commands;
    private final Reruns reruns;

    Answers(JdbcClient jdbc, JsonMapper json, Runs runs, Commands commands, Reruns reruns) {
        this.jdbc = jdbc;
        this.json = json;
        this.runs = runs;
        this.commands = commands;
        this.reruns = reruns;
    }

    void approve(UUID run, String name, Approval answer, String principal) {
        var step = step(run, name);
        if (!step.type().equals(StepType.APPROVE.toString())) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "step '%s' is of type %s; only approve steps ask".formatted(name, step.type()));
        }
        if (step.state() != StepState.RUNNING) {
            throw new PlatformException(
                    FailureCode.ALREADY_ENDED,
                    "step '%s' is %s and asks nobody".formatted(name, step.state()));
        }
        var asked = asked(run, step);
        if (!asked.isEmpty() && !asked.contains(principal)) {
            throw new PlatformException(
                    FailureCode.NOT_ALLOWED,
                    "step '%s' asks %s, not %s"
                            .formatted(name, String.join(" or ", asked), principal));
        }
        commands.give(
                run,
                Commands.Kind.ANSWER,
                principal,
                Map.of(
                        "step",
                        name,
                        "approved",
                        answer.approved(),
                        "comment",
                        Objects.requireNonNullElse(answer.comment(), "")));
    }

    /** Whom the attempt asks; nobody in particular where the list is empty. */
    private List<String> asked(UUID run, Step step) {
        var request =
                jdbc.sql(
                                """
                                select request from attempt
                                 where run = :run and step = :step and number = :number
                                """)
                        .param("run", run)
                        .param("step", step.name())
                        .param("number", step.attempt())
                        .query(String.class)
                        .single();
        return json.readTree(request).path("by").valueStream().map(by -> by.asString()).toList();
    }

    void mark(UUID run, String name, Mark mark, String principal) {
        var step = step(run, name);
        if (!MARKS.contains(mark.state())) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "'state' is %s, but must be SUCCEEDED, FAILED or SKIPPED"
                            .formatted(mark.state()));
        }
        var outputs = Objects.requireNonNullElse(mark.outputs(), Map.<String, Object>of());
        if (!outputs.isEmpty() && mark.state() != StepState.SUCCEEDED) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST, "only a step that SUCCEEDED has outputs");
        }
        if (runs.hasEnded(run)) {
            reruns.mark(run, name, mark.state(), outputs, principal);
        } else if (step.state().isTerminal()) {
            throw new PlatformException(
                    FailureCode.ALREADY_ENDED,
                    "step '%s' is %s in a run that goes on; mark it once the run has ended"
                            .formatted(name, step.state()));
        } else {
            commands.give(
                    run,
                    Commands.Kind.MARK,
                    principal,
                    Map.of("step", name, "state", mark.state().name(), "outputs", outputs));
        }
    }

    private Step step(UUID run, String name) {
        return runs.find(run).steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new PlatformException(
                                FailureCode.STEP_NOT_FOUND,
                                "run %s has no step '%s'".formatted(run, name)));
    }
}
