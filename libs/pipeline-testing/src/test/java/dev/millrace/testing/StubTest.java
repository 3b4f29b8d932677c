package dev.millrace.testing;

import static dev.millrace.contracts.failure.FailureCode.INVALID_PIPELINE;
import static dev.millrace.contracts.failure.FailureCode.INVALID_REQUEST;
import static dev.millrace.contracts.failure.FailureCode.SOURCE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.PlatformException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is refused, and what is made of what a test says. */
class StubTest {

    private static final String COPY =
            """
            pipeline: copy
            parameters: {source: null}
            steps:
              load: {type: ingest, dataset: patients, source: "${parameters.source}"}
              look: {type: profile, dataset: "${steps.load.reference}"}
              gate: {type: condition, require: "${steps.look.rows} >= 10"}
            """;

    @Test
    void refusesADefinitionAsTheOrchestratorDoesAndShowsEveryMistake() {
        assertThatThrownBy(
                        () -> PipelineTest.of("pipeline: x\nsteps: {a: {typ: noop}}\nstep: {}\n"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("line 2, column 9: steps.a.type 'type' is required")
                .hasMessageContaining(
                        "line 3, column 1: step unknown field 'step'; did you mean 'steps'?");
    }

    @Test
    void refusesAStepThatThePipelineDoesNotHave() {
        assertThatThrownBy(() -> PipelineTest.of(COPY).step("lod"))
                .hasMessage("pipeline 'copy' has no step 'lod'; it has load, look, gate");
        assertThatThrownBy(() -> PipelineTest.of(COPY).after(Duration.ZERO).rerun("lod"))
                .hasMessageContaining("no step 'lod'");
    }

    @Test
    void refusesToSayWhatTheRunItselfDecides() {
        assertThatThrownBy(() -> PipelineTest.of(COPY).step("gate"))
                .hasMessageContaining("step 'gate' is a condition: the run itself decides it");
    }

    @Test
    void refusesARunWithoutItsParameters() {
        assertThatThrownBy(() -> PipelineTest.of(COPY).run())
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(INVALID_REQUEST))
                .hasMessageContaining("the parameter 'source' has no default");
    }

    @Test
    void refusesToInventAnOutputThatALaterStepRefersTo() {
        assertThatThrownBy(() -> PipelineTest.of(COPY).with("source", "p.csv").run())
                .hasMessage(
                        "step 'look' refers to ${steps.load.reference}, but the test does not say what"
                                + " 'load' gives; write .step(\"load\").succeeds(Map.of(\"reference\", …))");
        assertThatThrownBy(() ->
                        PipelineTest.of(COPY)
                                .with("source", "p.csv")
                                .step("load")
                                .takes(Duration.ofMinutes(1))
                                .run())
                .hasMessageContaining("does not say what 'load' gives");
    }

    @Test
    void aConditionRefersToOutputsToo() {
        var pipeline =
                PipelineTest.of(
                        """
                        pipeline: maybe
                        steps:
                          look: {type: profile, dataset: "patients@1"}
                          tell: {type: noop, when: "${steps.look.rows} > 10"}
                        """);

        assertThatThrownBy(pipeline::run)
                .hasMessageStartingWith("step 'tell' refers to ${steps.look.rows}, but");
        assertThat(pipeline.step("look").succeeds(Map.of("rows", 7)).run())
                .succeeded()
                .step("tell")
                .wasSkipped()
                .says("steps.look.rows is 7, which is not > 10");
    }

    @Test
    void needsNoWordOfStepsThatNeverStart() {
        var run =
                PipelineTest.of(COPY)
                        .with("source", "p.csv")
                        .step("load")
                        .fails(SOURCE_NOT_FOUND)
                        .run();

        assertThat(run).failed().step("look").neverStarted();
    }

    @Test
    void refusesAnOutputThatNoSuchStepHas() {
        assertThatThrownBy(() ->
                        PipelineTest.of(COPY)
                                .with("source", "p.csv")
                                .step("load")
                                .succeeds(Map.of("referenze", "p@1"))
                                .run())
                .hasMessageContaining(
                        "step 'load' gives 'referenze', but a step of type ingest gives reference,");
    }

    @Test
    void anOutputThatIsMissingFailsTheRunAsItWouldInProduction() {
        var run =
                PipelineTest.of(COPY)
                        .with("source", "p.csv")
                        .step("load")
                        .succeeds(Map.of("reference", "p@1"))
                        .step("look")
                        .succeeds(Map.of("columns", 3))
                        .run();

        assertThat(run)
                .failed()
                .step("gate")
                .failedWith(INVALID_PIPELINE)
                .says("step 'look' gave no 'rows' in this run (it gave columns)");
    }

    @Test
    void outputsMayDependOnWhatTheStepIsAskedAndAreWhatJsonMakesOfThem() {
        var id = UUID.randomUUID();
        var run =
                PipelineTest.of(COPY)
                        .with("source", Path.of("p.csv").toString())
                        .step("load")
                        .answers(asked ->
                                Map.of(
                                        "reference",
                                        asked.get("dataset") + "@4",
                                        "datasetVersion",
                                        id))
                        .step("look")
                        .succeeds(Map.of("rows", 12L))
                        .run();

        assertThat(run).succeeded().step("look").wasAsked("dataset", "patients@4");
        assertThat(run.step("load").outputs()).containsEntry("datasetVersion", id.toString());
    }

    @Test
    void theLastThatIsSaidOfAStepCounts() {
        var pipeline = PipelineTest.of(COPY).with("source", "p.csv");
        pipeline.step("load").fails(SOURCE_NOT_FOUND);
        pipeline.step("look").succeeds(Map.of("rows", 20));

        pipeline.step("load").succeeds(Map.of("reference", "p@1"));

        assertThat(pipeline.run()).succeeded();
        assertThat(pipeline.run()).succeeded(); // each run starts from nothing
    }

    @Test
    void refusesARequestThatTheRunCouldNotDo() {
        var pipeline = PipelineTest.of(COPY).with("source", "p.csv");
        pipeline.step("load").never();

        assertThatThrownBy(() -> pipeline.after(Duration.ofMinutes(5)).rerun("load").run())
                .hasMessage(
                        "5m after its start the run is RUNNING; steps start over only in one that ended");
    }

    @Test
    void tenThousandStepsAreNoTrouble() {
        var text = new StringBuilder("pipeline: long\nsteps:\n  s0: {type: noop}\n");
        for (int i = 1; i < 10_000; i++) {
            text.append("  s%d: {type: noop, needs: [s%d]}\n".formatted(i, i - 1));
        }
        assertThat(PipelineTest.of(text.toString()).run().attempts()).hasSize(10_000);
    }
}
