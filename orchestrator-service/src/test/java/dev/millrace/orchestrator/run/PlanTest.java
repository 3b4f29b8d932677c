package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.ChangeKind;
import dev.millrace.contracts.orchestrator.ParameterType;
import dev.millrace.contracts.orchestrator.PipelineDiff.Change;
import dev.millrace.contracts.orchestrator.PipelineDiff.FieldChange;
import dev.millrace.contracts.orchestrator.PlanRequest;
import dev.millrace.contracts.orchestrator.RunPlan;
import dev.millrace.contracts.orchestrator.RunPlan.Foresight;
import dev.millrace.contracts.orchestrator.RunPlan.PlannedStep;
import dev.millrace.contracts.orchestrator.StartRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** What can be asked about a pipeline without running it. */
class PlanTest extends RunTests {

    private static final String NIGHTLY =
            """
            pipeline: nightly
            parameters:
              data: {type: string, pattern: '/.+'}
              epochs: {type: integer, default: 20, minimum: 1}
              report: false
              settings: {type: mapping, default: {type: adam, learningRate: 0.01}}
            steps:
              train:
                type: train
                model: "m-${parameters.epochs}"
                preparedData: "${steps.prepare.preparedData}"
                epochs: "${parameters.epochs}"
                optimizer: "${parameters.settings}"
                tags: {from: "${parameters.data} by ${steps.load.reference}", literal: "$${x}"}
              load: {type: ingest, dataset: d, source: "${parameters.data}"}
              prepare:
                type: prepare
                inputs: {d: "${steps.load.reference}"}
                recipe: {target: {column: y, kind: binary}, features: [{columns: [x], operations: [{type: standard}]}]}
              report: {type: noop, needs: [train], when: "${parameters.report} == true and ${steps.train.epochs} > 3"}
              other: {type: noop, needs: [train], trigger: one-failed, when: "${parameters.epochs} >= 20"}
              good: {type: noop, when: "${steps.train.epochs} > 3"}
            finally:
              tidy: {type: noop}
            """;

    @Test
    void showsStepsInOrderWithWhatParametersMakeOfThem() {
        var plan = plan(NIGHTLY, Map.of("data", "/a.csv", "epochs", 30));

        assertThat(plan.mistakes()).isEmpty();
        assertThat(plan.steps())
                .extracting(PlannedStep::name)
                .containsSubsequence("load", "prepare", "train", "report", "tidy");
        assertThat(planned(plan, "load").body()).containsEntry("source", "/a.csv");
        assertThat(planned(plan, "train").needs()).contains("prepare", "load");
        assertThat(planned(plan, "train").body())
                .isEqualTo(
                        Map.of(
                                "model",
                                "m-30",
                                "preparedData",
                                "${steps.prepare.preparedData}",
                                "epochs",
                                30,
                                "optimizer",
                                Map.of("type", "adam", "learningRate", 0.01),
                                "tags",
                                Map.of(
                                        "from", "/a.csv by ${steps.load.reference}",
                                        "literal", "${x}")));
        assertThat(planned(plan, "other").trigger()).isEqualTo("one-failed");
        assertThat(planned(plan, "tidy").last()).isTrue();
    }

    @Test
    void saysOfAConditionWhatParametersTell() {
        var plan = plan(NIGHTLY, Map.of("data", "/a.csv"));

        assertThat(planned(plan, "report").when()).isEqualTo(Foresight.FALSE);
        assertThat(planned(plan, "other").when()).isEqualTo(Foresight.TRUE);
        assertThat(planned(plan, "good").when()).isEqualTo(Foresight.LATER);
        assertThat(planned(plan, "load").when()).isNull();
        assertThat(
                        planned(plan(NIGHTLY, Map.of("data", "/a.csv", "report", true)), "report")
                                .when())
                .isEqualTo(Foresight.LATER);
    }

    @Test
    void followsAConditionThatDoesNotHoldToWhateverNeedsTheStep() {
        var plan =
                plan(
                        """
                        pipeline: followed
                        parameters: {full: false, size: 5}
                        steps:
                          load: {type: noop, when: "${parameters.full} == true", compensate: {type: noop}}
                          train: {type: noop, needs: [load]}
                          join: {type: noop, needs: [train, free], trigger: none-failed}
                          free: {type: noop}
                          lost: {type: noop, needs: [train, load], trigger: one-succeeded}
                          done: {type: noop, needs: [train], trigger: all-done}
                          pick:
                            type: choice
                            cases: [{when: "${parameters.size} > 10", then: large}, {when: "${parameters.size} > 2", then: small}]
                            otherwise: none
                          large: {type: noop}
                          small: {type: map, over: [1], each: {type: ingest, dataset: "d-${item}", source: "/${parameters.size}"}}
                          none: {type: noop}
                        """,
                        Map.of());

        assertThat(plan.mistakes()).isEmpty();
        assertThat(plan.steps())
                .filteredOn(step -> step.skipped() != null)
                .extracting(PlannedStep::name)
                .containsExactlyInAnyOrder("load", "train", "lost", "large", "none");
        assertThat(planned(plan, "train").skipped()).isEqualTo("it needs 'load', which is skipped");
        assertThat(planned(plan, "small").when()).isEqualTo(Foresight.TRUE);
        assertThat(planned(plan, "small").body())
                .containsEntry(
                        "each", Map.of("type", "ingest", "dataset", "d-${item}", "source", "/5"));
    }

    @Test
    void namesTheMistakesOfTheDefinitionAsTheCheckDoes() {
        var wrong = NIGHTLY.replace("type: ingest", "type: ingst");

        var plan = plan(wrong, Map.of());

        assertThat(plan.mistakes()).isEqualTo(api.check(wrong)).isNotEmpty();
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void namesTheMistakesOfParametersAndOfTheStepsThatUseThem() {
        var plan =
                plan(
                        NIGHTLY,
                        Map.of(
                                "epochs",
                                0,
                                "settings",
                                Map.of("type", "adma"),
                                "report",
                                Map.of()));

        assertThat(plan.mistakes())
                .extracting(Mistake::field)
                .containsExactlyInAnyOrder(
                        "parameters.data", "parameters.epochs", "steps.train.optimizer.type");
        assertThat(planned(plan, "load").body()).containsEntry("source", "${parameters.data}");
    }

    @Test
    void plansAPostedVersionAndStartsNothing() {
        var version = api.post(NIGHTLY.replace("nightly", "posted"));
        var runs = jdbc.sql("select count(*) from run").query(Long.class).single();

        var plan =
                api.plan(
                        new PlanRequest(
                                null, "posted", version.number(), Map.of("data", "/a.csv")));

        assertThat(plan.pipeline()).isEqualTo("posted");
        assertThat(plan.version()).isEqualTo(version.number());
        assertThat(plan.mistakes()).isEmpty();
        assertThat(jdbc.sql("select count(*) from run").query(Long.class).single()).isEqualTo(runs);
        assertThat(version.rules().get("epochs").type()).isEqualTo(ParameterType.INTEGER);
    }

    @Test
    void refusesToPlanBothOrNeither() {
        assertThatThrownBy(() -> api.plan(new PlanRequest(null, null, null, null)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("either 'definition', or 'pipeline'");
        assertThatThrownBy(() -> api.plan(new PlanRequest(NIGHTLY, "nightly", null, null)))
                .isInstanceOf(PlatformException.class);
    }

    @Test
    void refusesAPlanThatALargeParameterMakesTooLong() {
        var definition =
                """
                pipeline: large
                parameters: {x: null}
                steps: {a: {type: ingest, dataset: d, source: "%s"}}
                """
                        .formatted("${parameters.x}".repeat(1000));

        assertThatThrownBy(() -> plan(definition, Map.of("x", "x".repeat(20_000))))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("longer than 16,000,000 characters");
    }

    @Test
    void refusesToStartARunWithWrongParameters() {
        var version = api.post(NIGHTLY.replace("nightly", "refusing"));

        assertThatThrownBy(() ->
                        api.start(
                                null,
                                new StartRun(
                                        "refusing",
                                        version.number(),
                                        Map.of("data", "a.csv", "epochs", "many"))))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused ->
                                assertThat(refused.failure().mistakes())
                                        .extracting(Mistake::message)
                                        .containsExactlyInAnyOrder(
                                                "the parameter 'data' is the text \"a.csv\", but must match /.+",
                                                "the parameter 'epochs' is the text \"many\", but must be a whole number"));
    }

    @Test
    void runsWithTypedParameters() {
        var run =
                started(
                        """
                        pipeline: typed
                        parameters: {rate: {type: number, default: 0.5, minimum: 0}}
                        steps: {gate: {type: condition, require: "${parameters.rate} == 0.25"}}
                        """,
                        Map.of("rate", 0.25));

        assertThat(ended(run.id()).state()).hasToString("SUCCEEDED");
    }

    @Test
    void tellsTwoVersionsApart() {
        var first = NIGHTLY.replace("nightly", "compared");
        var before = api.post(first);
        var after =
                api.post(
                        first.replace("learningRate: 0.01", "learningRate: 0.02")
                                .replace("minimum: 1", "minimum: 5")
                                .replace("  report: false\n", "")
                                .replace("${parameters.report} == true and ", "")
                                .replace("columns: [x]", "columns: [x, z]")
                                .replace("type: ingest,", "type: ingest, timeout: 90m,")
                                .replace("  tidy:", "  clean:")
                                .replace("steps:\n", "# a remark\nsteps:\n"));

        var diff = api.diff("compared", before.number() + "", "latest");

        assertThat(diff.to()).isEqualTo(after.number());
        assertThat(diff.parameters())
                .containsExactly(
                        changed("epochs", new FieldChange("minimum", 1, 5)),
                        new Change("report", ChangeKind.REMOVED, List.of()),
                        changed("settings", new FieldChange("default.learningRate", 0.01, 0.02)));
        assertThat(diff.steps())
                .containsExactlyInAnyOrder(
                        changed("load", new FieldChange("timeout", "1h", "90m")),
                        changed(
                                "prepare",
                                new FieldChange(
                                        "recipe.features[0].columns",
                                        List.of("x"),
                                        List.of("x", "z"))),
                        changed(
                                "report",
                                new FieldChange(
                                        "when",
                                        "${parameters.report} == true and ${steps.train.epochs} > 3",
                                        "${steps.train.epochs} > 3")),
                        new Change("tidy", ChangeKind.REMOVED, List.of()),
                        new Change("clean", ChangeKind.ADDED, List.of()));
    }

    @Test
    void tellsWhatChangedOfTheRunAsAWhole() {
        var first = "{pipeline: whole, steps: {a: {type: wait, for: 1s}}, timeout: 1h}";
        var second =
                "{pipeline: whole, steps: {a: {type: wait, for: 1s}}, outputs: {end: \"${steps.a.until}\"}}";

        var from = api.post(first).number() + "";
        var diff = api.diff("whole", from, api.post(second).number() + "");

        assertThat(diff.steps()).isEmpty();
        assertThat(diff.fields())
                .containsExactly(
                        new FieldChange("outputs.end", null, "${steps.a.until}"),
                        new FieldChange("timeout", "1h", null));
    }

    @Test
    void refusesAPipelineThatContainsItselfThroughOthers() {
        api.post("{pipeline: inner, steps: {a: {type: noop}}}");
        api.post("{pipeline: outer, steps: {in: {type: pipeline, pipeline: inner}}}");
        var circle = "pipeline: inner\nsteps:\n  out: {type: pipeline, pipeline: outer}";

        assertThatThrownBy(() -> api.post(circle))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused ->
                                assertThat(refused.failure().mistakes())
                                        .singleElement()
                                        .satisfies(mistake -> {
                                            assertThat(mistake.message())
                                                    .contains("inner -> outer -> inner");
                                            assertThat(mistake.line()).isEqualTo(3);
                                        }));
        assertThat(api.check(circle)).hasSize(1);
        assertThat(plan(circle, Map.of()).mistakes()).hasSize(1);
        assertThat(api.pipelines())
                .filteredOn(pipeline -> pipeline.name().equals("inner"))
                .singleElement()
                .satisfies(pipeline -> assertThat(pipeline.latestVersion()).isEqualTo(1));
    }

    @Test
    void findsNoDifferenceInLayoutAndOrder() {
        var first = api.post("{pipeline: same, steps: {a: {type: noop}, b: {type: noop}}}");
        var second =
                api.post(
                        "{pipeline: same, steps: {b: {type: noop, trigger: all-succeeded}, a: {type: noop}}}");

        var diff = api.diff("same", first.number() + "", second.number() + "");

        assertThat(diff.parameters()).isEmpty();
        assertThat(diff.steps()).isEmpty();
    }

    @Test
    void publishesTheSchemaAndAnswersPlansOverHttp() {
        var schema = http().get().uri("/v1/pipelines/schema").retrieve().body(JsonNode.class);
        var plan =
                http().post()
                        .uri("/v1/pipelines/plan")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Map.of("definition", NIGHTLY))
                        .retrieve()
                        .body(JsonNode.class);

        assertThat(schema.at("/definitions/step/properties/type/enum")).isNotEmpty();
        assertThat(plan.at("/mistakes/0/field").asString()).isEqualTo("parameters.data");
        assertThat(plan.findParents("when").toString()).contains("\"when\":\"later\"");
    }

    private static Change changed(String name, FieldChange... fields) {
        return new Change(name, ChangeKind.CHANGED, List.of(fields));
    }

    private RunPlan plan(String definition, Map<String, Object> parameters) {
        return api.plan(new PlanRequest(definition, null, null, parameters));
    }

    private static PlannedStep planned(RunPlan plan, String name) {
        return plan.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
