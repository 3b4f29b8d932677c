package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.job.Code;
import dev.millrace.contracts.orchestrator.PlanRequest;
import dev.millrace.contracts.orchestrator.Rerun;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.RunEvent;
import dev.millrace.contracts.orchestrator.RunPlan.PlannedStep;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StartRun;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.Another;
import dev.millrace.orchestrator.chore.Chore;
import dev.millrace.orchestrator.run.StandInService.Behaviour;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Results that stand for those of equal steps. */
class ReuseTest extends RunTests {

    private static final String CHAIN =
            """
            pipeline: chain
            parameters: {epochs: 3}
            steps:
              load: {type: ingest, dataset: d, source: /x}
              prepare:
                type: prepare
                reuse: 7d
                inputs: {d: "${steps.load.reference}"}
                recipe: {target: {column: y, kind: binary}, features: [{columns: [x], operations: [{type: standard}]}]}
              train:
                type: train
                reuse: 7d
                model: m
                preparedData: "${steps.prepare.preparedData}"
                epochs: "${parameters.epochs}"
            """;

    @Autowired Environment environment;
    @Autowired MeterRegistry metrics;
    @Autowired List<Chore> chores;

    private String datasetHash = "d-hash";

    @BeforeEach
    void nothingIsKept() {
        jdbc.sql("delete from result").update();
        SERVICE.script(this::succeed);
    }

    private Behaviour succeed(String key) {
        return new Behaviour.Succeed(result(key));
    }

    private Map<String, Object> result(String key) {
        return switch (key.split(":")[1]) {
            case "load" -> Map.of("reference", "d@1", "hash", datasetHash);
            case "prepare" ->
                    Map.of("preparedData", StandInService.DATA.toString(), "hash", "p-hash");
            case "train" -> Map.of("modelVersion", "m@1", "weightsHash", "w-hash", "epochs", 3);
            default -> Map.of();
        };
    }

    @Test
    void theSecondRunOfAPipelineReusesWhatTheFirstOneMade() {
        double before = reused("train");
        var first = ended(started(CHAIN).id());
        var second = ended(started(CHAIN).id());

        assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(posted(second)).containsExactly("load");
        var train = step(second.id(), "train");
        assertThat(train.outputs()).isEqualTo(step(first.id(), "train").outputs());
        assertThat(train.reusedFrom().run()).isEqualTo(first.id());
        assertThat(train.reusedFrom().step()).isEqualTo("train");
        assertThat(train.message()).contains("reused", "'train'", first.id().toString());
        assertThat(step(first.id(), "train").reusedFrom()).isNull();
        assertThat(api.history(second.id(), 0))
                .filteredOn(event -> "train".equals(event.step()))
                .extracting(RunEvent::type)
                .containsExactly("step-started", "step-reused", "step-succeeded");
        assertThat(reused("train")).isEqualTo(before + 1);
    }

    @Test
    void aThirdRunIsToldWhoMadeTheResultNotWhoReusedIt() {
        var first = ended(started(CHAIN).id());
        ended(started(CHAIN).id());

        var third = ended(started(CHAIN).id());

        assertThat(step(third.id(), "train").reusedFrom().run()).isEqualTo(first.id());
    }

    @Test
    void otherParametersOtherDataOrOtherCodeRun() {
        ended(started(CHAIN).id());

        assertThat(posted(ended(started(CHAIN, Map.of("epochs", 4)).id())))
                .containsExactly("load", "train");
        datasetHash = "another";
        assertThat(posted(ended(started(CHAIN).id()))).containsExactly("load", "prepare");
        SERVICE.code = "v2";
        assertThat(posted(ended(started(CHAIN).id()))).containsExactly("load", "prepare", "train");
        SERVICE.code = null;
        assertThat(posted(ended(started(CHAIN).id())))
                .as("nobody knows which code it is")
                .containsExactly("load", "prepare", "train");
    }

    @Test
    void aResultThatIsTooOldRunsAgainAndIsDeletedOnceNobodyWantsIt() throws Exception {
        ended(started(CHAIN).id());
        older("6 days");
        assertThat(posted(ended(started(CHAIN).id()))).containsExactly("load");
        older("2 days");
        assertThat(posted(ended(started(CHAIN).id()))).containsExactly("load", "prepare", "train");

        tidy();
        assertThat(kept()).isEqualTo(2);
        older("8 days");
        tidy();
        assertThat(kept()).isZero();
    }

    @Test
    void whatIsGoneIsMadeAgain() {
        ended(started(CHAIN).id());

        SERVICE.gone.add("/v1/models/m/versions/1");
        assertThat(posted(ended(started(CHAIN).id()))).containsExactly("load", "train");
        SERVICE.gone.clear();
        SERVICE.gone.add("/v1/prepared-data/" + StandInService.DATA);
        assertThat(posted(ended(started(CHAIN).id()))).containsExactly("load", "prepare");
        SERVICE.gone.clear();
        assertThat(posted(ended(started(CHAIN).id()))).containsExactly("load");
    }

    @Test
    void aRunMayRefuseToReuseAndItsOwnResultsAreTheNewest() {
        ended(started(CHAIN).id());
        api.post(CHAIN);

        var fresh =
                ended(
                        api.start(null, new StartRun("chain", null, null, null, false))
                                .getBody()
                                .id());

        assertThat(posted(fresh)).containsExactly("load", "prepare", "train");
        assertThat(api.history(fresh.id(), 0).getFirst().data()).containsEntry("reuse", false);
        assertThat(step(ended(started(CHAIN).id()).id(), "train").reusedFrom().run())
                .isEqualTo(fresh.id());
    }

    @Test
    void aRunWithinARunThatRefusesReusesNothingEither() {
        ended(started(CHAIN).id());
        api.post(
                """
                pipeline: around
                steps: {a: {type: pipeline, pipeline: chain}}
                """);
        var parent = api.start(null, new StartRun("around", null, null, null, false)).getBody();

        ended(parent.id());

        var child = api.runs(null, parent.id(), 10).getFirst();
        assertThat(posted(child)).containsExactly("load", "prepare", "train");
    }

    @Test
    void aStepThatIsStartedOverIsDoneAgain() {
        ended(started(CHAIN).id());
        var second = ended(started(CHAIN).id());
        assertThat(posted(second)).containsExactly("load");

        api.rerun(second.id(), new Rerun(List.of("train"), null));
        ended(second.id());

        assertThat(SERVICE.posts(second.id(), "train", 2)).isEqualTo(1);
        assertThat(step(second.id(), "train").reusedFrom()).isNull();
        assertThat(step(second.id(), "prepare").reusedFrom()).isNotNull();
    }

    @Test
    void onlySuccessIsKept() {
        SERVICE.script(key ->
                key.contains(":prepare:")
                        ? new Behaviour.Fail(FailureCode.INVALID_DATA)
                        : succeed(key));
        var caught =
                CHAIN.replace(
                        "reuse: 7d\n    inputs",
                        "reuse: 7d\n    catch: [{on: [INVALID_DATA], outputs: {preparedData: \"%s\"}}]\n    inputs"
                                .formatted(StandInService.DATA));
        assertThat(ended(started(CHAIN).id()).state()).isEqualTo(RunState.FAILED);

        assertThat(kept()).isZero();
        assertThat(caught).contains("catch");
        assertThat(step(ended(started(caught).id()).id(), "train").state())
                .isEqualTo(StepState.SUCCEEDED);
        assertThat(kept()).as("that of train").isEqualTo(1);
    }

    @Test
    void aResultIsNotKeptIfTheCodeChangedWhileItWasMade() {
        hold("prepare");
        var run = started(CHAIN);
        var job = job(run.id(), "prepare", 1);
        SERVICE.code = "v2";
        SERVICE.succeed(job, result("r:prepare:1"));
        ended(run.id());

        assertThat(kept()).as("that of train").isEqualTo(1);
    }

    @Test
    void refusingOutlivesTheOwnerOfTheRun() {
        ended(started(CHAIN).id());
        hold("load");
        UUID run;
        try (var other = another()) {
            var there = other.getBean(OrchestratorController.class);
            run = there.start(null, new StartRun("chain", null, null, null, false)).getBody().id();
            job(run, "load", 1);
        }

        rounds.takeOver();
        SERVICE.succeed(job(run, "load", 1), result("r:load:1"));

        assertThat(posted(ended(run))).containsExactly("load", "prepare", "train");
    }

    @Test
    void whoeverTakesARunOverKeepsWhatItsJobGives() {
        hold("prepare");
        api.post(CHAIN);
        UUID run;
        try (var other = another()) {
            var there = other.getBean(OrchestratorController.class);
            run = there.start(null, new StartRun("chain", null, null)).getBody().id();
            job(run, "prepare", 1);
        }

        rounds.takeOver();
        SERVICE.succeed(job(run, "prepare", 1), result("r:prepare:1"));
        assertThat(posted(ended(run))).containsExactly("load", "prepare", "train");

        assertThat(step(ended(started(CHAIN).id()).id(), "prepare").reusedFrom().run())
                .isEqualTo(run);
    }

    @Test
    void whatWasReusedIsStillReusedAfterATakeOver() {
        ended(started(CHAIN).id());
        hold("last");
        var longer = CHAIN + "  last: {type: ingest, needs: [train], dataset: e, source: /x}\n";
        api.post(longer);
        UUID run;
        try (var other = another()) {
            var there = other.getBean(OrchestratorController.class);
            run = there.start(null, new StartRun("chain", null, null)).getBody().id();
            job(run, "last", 1);
        }

        rounds.takeOver();
        SERVICE.succeed(job(run, "last", 1), Map.of());

        assertThat(posted(ended(run))).containsExactly("load", "last");
        assertThat(step(run, "train").reusedFrom()).isNotNull();
    }

    @Test
    void aPlanShowsTheChainThatWouldBeReused() {
        var literal = CHAIN.replace("\"${steps.load.reference}\"", "d@1");
        assertThat(plan(literal, Map.of())).extracting(PlannedStep::reused).containsOnlyNulls();
        var run = ended(started(literal).id());

        assertThat(plan(literal, Map.of()))
                .filteredOn(step -> step.reused() != null)
                .allSatisfy(step -> assertThat(step.reused().run()).isEqualTo(run.id()))
                .extracting(PlannedStep::name)
                .containsExactly("prepare", "train");
        assertThat(plan(literal, Map.of("epochs", 4)))
                .filteredOn(step -> step.reused() != null)
                .extracting(PlannedStep::name)
                .containsExactly("prepare");
        assertThat(plan(CHAIN, Map.of()))
                .as("only the run can tell what is loaded")
                .extracting(PlannedStep::reused)
                .containsOnlyNulls();
    }

    @Test
    void everyServiceTellsItsCode() {
        var code = http().get().uri("/v1/code").retrieve().body(Code.class);

        assertThat(code.version()).matches("[0-9a-f]{64}");
        assertThat(http().get().uri("/v1/code").retrieve().body(Code.class)).isEqualTo(code);
    }

    @Test
    void twoRunsAtOnceBothDoTheWorkAndTheLaterResultStands() {
        hold("prepare");
        var first = started(CHAIN);
        var second = started(CHAIN);
        SERVICE.succeed(job(second.id(), "prepare", 1), result("r:prepare:1"));
        ended(second.id());
        SERVICE.succeed(job(first.id(), "prepare", 1), result("r:prepare:1"));
        ended(first.id());

        assertThat(posted(second)).containsExactly("load", "prepare", "train");
        assertThat(posted(first)).as("train of the other").containsExactly("load", "prepare");
        assertThat(step(ended(started(CHAIN).id()).id(), "prepare").reusedFrom().run())
                .isEqualTo(first.id());
    }

    private List<PlannedStep> plan(String definition, Map<String, Object> parameters) {
        return api.plan(new PlanRequest(definition, null, null, parameters)).steps();
    }

    private void hold(String step) {
        SERVICE.script(key -> key.contains(":" + step + ":") ? new Behaviour.Hold() : succeed(key));
    }

    private ConfigurableApplicationContext another() {
        return Another.beside(
                environment,
                "--millrace.services.prep=" + SERVICE.url(),
                "--millrace.services.training=" + SERVICE.url());
    }

    /** Steps of the run for which a job was asked, in order; a take-over may ask twice for it. */
    private static List<String> posted(Run run) {
        return SERVICE.posts.stream()
                .map(post -> post.key().split(":"))
                .filter(key -> key[0].equals(run.id().toString()))
                .map(key -> key[1])
                .distinct()
                .toList();
    }

    private int kept() {
        return jdbc.sql("select count(*) from result").query(Integer.class).single();
    }

    private void older(String time) {
        jdbc.sql(
                        """
                        update result set created_at = created_at - cast(:time as interval),
                               keep_until = keep_until - cast(:time as interval)
                        """)
                .param("time", time)
                .update();
    }

    private void tidy() throws InterruptedException {
        for (var chore : chores) {
            if (chore.purpose().equals("delete old results")) {
                chore.run();
            }
        }
    }

    private double reused(String type) {
        return metrics.get("millrace.steps.reused").tag("type", type).counter().count();
    }
}
