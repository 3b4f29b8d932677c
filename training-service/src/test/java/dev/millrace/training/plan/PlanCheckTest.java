package dev.millrace.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Checkpoints;
import dev.millrace.contracts.training.ClassWeights;
import dev.millrace.contracts.training.Clip;
import dev.millrace.contracts.training.Device;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.FineTune;
import dev.millrace.contracts.training.FitTo;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Monitor;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.Preset;
import dev.millrace.contracts.training.Resources;
import dev.millrace.contracts.training.Rule;
import dev.millrace.contracts.training.Schedule;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.contracts.training.TrainRequestBuilder;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PlanCheckTest {

    @Test
    void listsEveryMistakeWithItsPlace() {
        var request =
                aRequest()
                        .layers(
                                List.of(
                                        new Layer.Dense(0, null, null, null, -1.0, null),
                                        new Layer.Dropout(1),
                                        new Layer.BatchNorm(1.5, null),
                                        new Layer.Activate(null)))
                        .optimizer(new Optimizer.Sgd(0.0, 1.0))
                        .earlyStopping(new EarlyStopping(null, 0, -0.1));

        assertThat(placesIn(request, Kind.BINARY))
                .containsExactly(
                        "layers[0].units",
                        "layers[0].l2",
                        "layers[1].rate",
                        "layers[2].momentum",
                        "layers[3].activation",
                        "optimizer.learningRate",
                        "optimizer.momentum",
                        "earlyStopping.patience",
                        "earlyStopping.minDelta");
    }

    @Test
    void findsMistakesWithinLayersOfAnyDepth() {
        var conv = new Layer.Conv1d(4, 0, 0, null, null, null, null, null, null);
        var pool = new Layer.Pool(null, 0, null);
        var deep =
                new Layer.Branches(
                        List.of(
                                new Branch(
                                        null,
                                        List.of(
                                                Layer.Dense.of(1, Activation.RELU),
                                                new Layer.Residual(List.of(conv), null)))),
                        "output");
        var layers = List.<Layer>of(pool, deep, new Layer.Residual(List.of(), "a b"));

        assertThat(placesIn(aRequest().layers(layers), Kind.BINARY))
                .containsExactly(
                        "layers[0].size",
                        "layers[0].stride",
                        "layers[1].name",
                        "layers[1].branches[0].layers[1].layers[0].kernel",
                        "layers[1].branches[0].layers[1].layers[0].stride",
                        "layers[2].name",
                        "layers[2].layers");
    }

    @Test
    void findsNullsInListsAsTheyAreWritten() {
        var request =
                new JsonMapper()
                        .readValue(
                                """
                                {"model": "m", "preparedData": "0f8f2a52-7a44-4a5e-9a4b-0f8a8d0a5f11",
                                 "layers": [null,
                                            {"type": "branches", "branches": [null, {"features": [null], "layers": [null]}]},
                                            {"type": "residual", "layers": [null]},
                                            {"type": "residual"},
                                            {"type": "reshape"},
                                            {"type": "reshape", "shape": [2, null]},
                                            {"type": "embedding", "vocabulary": [null, 3]}],
                                 "rules": [null, {"threshold": -1}],
                                 "classWeights": {"weights": {"yes": null}},
                                 "fineTune": {"from": "m", "freeze": [null]}}
                                """,
                                TrainRequest.class);

        assertThat(placesIn(request.change(), Kind.BINARY))
                .containsExactly(
                        "layers[0]",
                        "layers[1].branches[0]",
                        "layers[1].branches[1].features[0]",
                        "layers[1].branches[1].layers[0]",
                        "layers[2].layers[0]",
                        "layers[3].layers",
                        "layers[4].shape",
                        "layers[5].shape[1]",
                        "layers[6].vocabulary[0]",
                        "classWeights.weights.yes",
                        "fineTune.from",
                        "fineTune.freeze[0]",
                        "rules[0]",
                        "rules[1].threshold",
                        "rules[1].watch");
    }

    @Test
    void refusesNetworksWithoutEndByDepthAndNumber() {
        Layer deep = Layer.Dense.of(1, Activation.RELU);
        for (int level = 0; level < 400; level++) {
            deep = new Layer.Residual(List.of(deep), null);
        }
        var many = Collections.<Layer>nCopies(1001, new Layer.Flatten());

        assertThat(placesIn(aRequest().layers(List.of(deep)), Kind.BINARY))
                .singleElement()
                .asString()
                .endsWith(".layers[0].layers");
        assertThat(placesIn(aRequest().layers(many), Kind.BINARY)).containsExactly("layers");
    }

    @Test
    void checksWhatIsMinimisedAgainstTheTarget() {
        var numbers = aRequest().loss(new Loss.Quantile(1)).classWeights(balanced());
        var classes = aRequest().loss(new Loss.Focal(-1.0));

        assertThat(placesIn(numbers, Kind.BINARY)).containsExactly("loss.type", "loss.level");
        assertThat(placesIn(classes.classWeights(balanced()), Kind.REGRESSION))
                .containsExactly("loss.type", "loss.gamma", "classWeights");
        assertThat(
                        placesIn(
                                aRequest()
                                        .classWeights(
                                                new ClassWeights(
                                                        null, Map.of("yes", 0.0, "why", 1.0))),
                                Kind.BINARY))
                .containsExactlyInAnyOrder("classWeights.weights.yes", "classWeights.weights.why");
        assertThat(placesIn(aRequest().loss(new Loss.CrossEntropy(1.0)), Kind.MULTICLASS))
                .containsExactly("loss.labelSmoothing");
        assertThat(placesIn(aRequest().loss(new Loss.Huber(0.0)), Kind.NONE))
                .containsExactly("loss.delta");
    }

    @Test
    void checksHowWeightsFollow() {
        var request =
                aRequest()
                        .optimizer(new Optimizer.AdamW(Double.NaN, -1.0))
                        .schedule(new Schedule.WarmUp(0, new Schedule.Plateau(1.0, 0, -1.0)))
                        .clip(new Clip(null, null));

        assertThat(placesIn(request, Kind.BINARY))
                .containsExactly(
                        "optimizer.learningRate",
                        "optimizer.weightDecay",
                        "schedule.epochs",
                        "schedule.then.factor",
                        "schedule.then.patience",
                        "schedule.then.least",
                        "clip");
        assertThat(
                        placesIn(
                                aRequest()
                                        .optimizer(new Optimizer.RmsProp(1.0, 1.0))
                                        .schedule(
                                                new Schedule.WarmUp(
                                                        1, new Schedule.WarmUp(1, null)))
                                        .clip(new Clip(0.0, -1.0)),
                                Kind.BINARY))
                .containsExactly("optimizer.rho", "schedule.then", "clip.value", "clip.norm");
        assertThat(placesIn(aRequest().schedule(new Schedule.Step(0, 0.0)), Kind.BINARY))
                .containsExactly("schedule.epochs", "schedule.factor");
        assertThat(placesIn(aRequest().schedule(new Schedule.Cosine(0, 1.0)), Kind.BINARY))
                .containsExactly("schedule.epochs", "schedule.share");
    }

    @Test
    void checksHowLongItGoesOnAndWhatWatches() {
        var request =
                aRequest()
                        .epochs(0)
                        .batchSize(0)
                        .earlyStopping(new EarlyStopping(Monitor.AUC, 5, null))
                        .checkpoints(new Checkpoints(0, 0))
                        .rules(
                                List.of(
                                        new Rule(
                                                Rule.Watch.NOT_FINITE,
                                                Rule.Action.WARN,
                                                null,
                                                null),
                                        new Rule(Rule.Watch.CLASS_IMBALANCE, null, null, null)))
                        .resources(new Resources(null, Device.CPU, true, 0));

        assertThat(placesIn(request, Kind.REGRESSION))
                .containsExactly(
                        "epochs",
                        "batchSize",
                        "earlyStopping.monitor",
                        "checkpoints.everyEpochs",
                        "checkpoints.everySeconds",
                        "rules[0].action",
                        "rules[1].watch",
                        "resources.deadlineSeconds",
                        "resources.mixedPrecision");
        assertThat(
                        placesIn(
                                aRequest().earlyStopping(new EarlyStopping(Monitor.AUC, 5, null)),
                                Kind.MULTICLASS))
                .containsExactly("earlyStopping.monitor");
    }

    @Test
    void refusesWhatWaitsForAValidationPartThatIsLearnedFrom() {
        var both =
                aRequest()
                        .fitTo(FitTo.TRAIN_AND_VALIDATION)
                        .rules(
                                List.of(
                                        new Rule(Rule.Watch.DEAD_RELU, null, null, null),
                                        new Rule(Rule.Watch.OVERFITTING, null, null, null)));
        var plateau = new Schedule.Plateau(null, null, null);

        assertThat(placesIn(both, Kind.REGRESSION)).containsExactly("rules[1].watch");
        assertThat(placesIn(both.schedule(plateau), Kind.REGRESSION))
                .containsExactly("schedule", "rules[1].watch");
        assertThat(placesIn(both.schedule(new Schedule.WarmUp(2, plateau)), Kind.REGRESSION))
                .containsExactly("schedule.then", "rules[1].watch");
        assertThat(placesIn(both.fitTo(FitTo.TRAIN), Kind.REGRESSION)).isEmpty();
        var one = aRequest().fitTo(FitTo.TRAIN_AND_VALIDATION).schedule(plateau).build();
        assertThatThrownBy(() -> PlanCheck.require(one, SomeData.of(Kind.REGRESSION)))
                .hasMessageStartingWith("schedule reduce-on-plateau waits for what shows in rows")
                .hasMessageEndingWith(
                        "take step, exponential or cosine, or learn from the training part");
    }

    @Test
    void refusesAPresetBesideLayersOrForAnotherKindOfData() {
        var both = aRequest().preset(Preset.MLP).layers(List.of(new Layer.Flatten()));

        assertThat(placesIn(both, Kind.BINARY)).containsExactly("preset");
        assertThat(placesIn(aRequest().preset(Preset.AUTOENCODER), Kind.BINARY))
                .containsExactly("preset");
        assertThat(placesIn(aRequest().preset(Preset.MLP), Kind.NONE)).containsExactly("preset");
        assertThat(placesIn(aRequest().preset(Preset.AUTOENCODER), Kind.NONE)).isEmpty();
    }

    @Test
    void namesTheFieldAndTheRangeOfTheOnlyMistake() {
        var layers =
                List.<Layer>of(
                        new Layer.Dropout(0.1),
                        new Layer.Dense(20_000, null, null, null, null, null));
        var request = aRequest().layers(layers).build();

        assertThatThrownBy(() -> PlanCheck.require(request, SomeData.of(Kind.BINARY)))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(FailureCode.INVALID_NETWORK))
                .hasMessage("layers[1].units must be 1 to 16384; it is 20000");
    }

    @Test
    void acceptsARequestThatLeavesEverythingOpen() {
        for (var kind : Kind.values()) {
            assertThat(placesIn(aRequest(), kind)).isEmpty();
        }
    }

    @Test
    void acceptsWhateverTheFieldsMayBe() {
        var request =
                aRequest()
                        .loss(new Loss.Focal(0.0))
                        .classWeights(new ClassWeights(true, Map.of("yes", 3.0)))
                        .optimizer(new Optimizer.AdamW(null, 0.0))
                        .schedule(new Schedule.WarmUp(3, new Schedule.Cosine(null, null)))
                        .clip(new Clip(1.0, 2.0))
                        .earlyStopping(new EarlyStopping(Monitor.AUC, 1, 0.0))
                        .fineTune(new FineTune("digits@champion", List.of("0")))
                        .resources(new Resources(null, Device.GPU, true, 10));

        assertThat(placesIn(request, Kind.BINARY)).isEmpty();
    }

    private static ClassWeights balanced() {
        return new ClassWeights(true, null);
    }

    private static List<String> placesIn(TrainRequestBuilder request, Kind kind) {
        return PlanCheck.mistakesIn(request.build(), SomeData.of(kind)).stream()
                .map(Mistake::field)
                .toList();
    }

    private static TrainRequestBuilder aRequest() {
        return TrainRequest.of("m", SomeData.ID).change();
    }
}
