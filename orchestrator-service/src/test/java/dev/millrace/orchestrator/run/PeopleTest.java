package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Approval;
import dev.millrace.contracts.orchestrator.Mark;
import dev.millrace.contracts.orchestrator.Rerun;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepApi;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.contracts.orchestrator.Why;
import dev.millrace.orchestrator.run.StandInService.Behaviour;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What people say about steps, and maps as they are written and read again. */
class PeopleTest extends RunTests {

    @Autowired StepApi steps;
    @Autowired RunLoop loop;

    private static final String ASKS =
            """
            pipeline: asks
            parameters: {boss: anonymous}
            steps:
              ask: {type: approve, message: "Serve it?", by: ["${parameters.boss}"]}
              after: {type: condition, require: "${steps.ask.comment} == 'fine'"}
            """;

    @Test
    void aPersonsAnswerGoesOnOnceAndIsRemembered() {
        var run = started(ASKS);
        when(run.id(), "ask", StepState.RUNNING);
        var missing = steps.why(run.id()).steps().getFirst().missing().getFirst();
        assertThat(missing.kind()).isEqualTo(Why.Kind.PERSON);
        assertThat(missing.what()).startsWith("asks anonymous until ").contains("\"Serve it?\"");

        steps.approve(run.id(), "ask", new Approval(true, "fine"));

        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "ask").outputs()).containsEntry("by", "anonymous");
        refused(
                FailureCode.ALREADY_ENDED,
                () -> steps.approve(run.id(), "ask", new Approval(false, null)));
    }

    @Test
    void somebodyElseMayNotAnswer() {
        var run = started(ASKS, Map.of("boss", "ada"));
        when(run.id(), "ask", StepState.RUNNING);

        refused(
                FailureCode.NOT_ALLOWED,
                () -> steps.approve(run.id(), "ask", new Approval(true, null)));
        api.cancel(run.id());
        assertThat(ended(run.id()).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void aFailedStepThatIsMarkedLetsTheRestOfAnEndedRunGoOn() {
        SERVICE.script(key -> new Behaviour.Fail(FailureCode.INVALID_DATA));
        var run =
                started(
                        """
                        pipeline: marked
                        steps:
                          load: {type: ingest, dataset: d, source: /x}
                          use: {type: condition, require: "${steps.load.reference} == 'd@7'"}
                        """);
        assertThat(ended(run.id()).state()).isEqualTo(RunState.FAILED);

        steps.mark(run.id(), "load", new Mark(StepState.SUCCEEDED, Map.of("reference", "d@7")));

        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "load").message()).isEqualTo("marked as SUCCEEDED by anonymous");
        refused(
                FailureCode.INVALID_REQUEST,
                () -> steps.mark(run.id(), "use", new Mark(StepState.RUNNING, null)));
    }

    @Test
    void aRunGoesAgainWithOtherParametersAndKeepsThem() {
        var run =
                started(
                        """
                        pipeline: again
                        parameters: {rate: 0.5}
                        steps:
                          gate: {type: condition, require: "${parameters.rate} < 0.1"}
                        outputs: {rate: "${parameters.rate}"}
                        """);
        assertThat(ended(run.id()).state()).isEqualTo(RunState.FAILED);

        api.rerun(run.id(), new Rerun(List.of("gate"), Map.of("rate", 0.01)));

        var ended = ended(run.id());
        assertThat(ended.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(ended.parameters()).containsEntry("rate", 0.01);
        refused(
                FailureCode.INVALID_REQUEST,
                () -> api.rerun(run.id(), new Rerun(List.of("gate"), Map.of("other", 1))));
    }

    @Test
    void theItemsOfAMapSurviveTheirOwner() {
        SERVICE.script(key -> new Behaviour.Hold());
        var run =
                started(
                        """
                        pipeline: mapped
                        steps:
                          all:
                            type: map
                            over: [{file: a}, {file: b}, {file: c}]
                            concurrency: 2
                            each: {type: ingest, dataset: d, source: "/data/${item.file}"}
                        """);
        var first = job(run.id(), "all.0", 1);
        rounds.stop();
        SERVICE.succeed(first, Map.of("rows", 1));
        rounds.start();

        for (var step : List.of("all.1", "all.2")) {
            SERVICE.succeed(job(run.id(), step, 1), Map.of("rows", 2));
        }

        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "all").outputs().get("results"))
                .isEqualTo(List.of(Map.of("rows", 1), Map.of("rows", 2), Map.of("rows", 2)));
        assertThat(SERVICE.job(run.id(), "all.0", 2)).isNull();
    }

    private static void refused(
            FailureCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
