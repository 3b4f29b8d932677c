package dev.millrace.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Finding;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.Rule;
import dev.millrace.contracts.training.Rule.Action;
import dev.millrace.contracts.training.Rule.Watch;
import dev.millrace.training.engine.Output;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule finds what was provoked, and nothing in a healthy fit. */
class RulesTest {

    @Test
    void aLossThatDoesNotFallIsFoundOnceAndStopsTheFit() throws IOException {
        var small =
                new SmallFit(fit ->
                        fit.epochs(100)
                                .optimizer(new Optimizer.Sgd(1e-12, null))
                                .rules(List.of(rule(Watch.LOSS_NOT_DECREASING, Action.STOP))));

        var fitted = small.run();

        assertThat(fitted.ending()).isEqualTo(Ending.RULE);
        assertThat(fitted.epochs()).isEqualTo(11);
        assertThat(fitted.findings()).hasSize(1).isEqualTo(small.findings);
        assertThat(fitted.findings().getFirst().evidence())
                .containsKeys("lossBefore", "loss", "epochs");
    }

    @Test
    void overfittingIsFoundAndNamesTheEpochThatWasBest() throws IOException {
        var small =
                new SmallFit(fit ->
                        fit.epochs(300)
                                .optimizer(new Optimizer.Adam(0.03))
                                .rules(List.of(rule(Watch.OVERFITTING, Action.STOP))))
                        .layers(
                                Layer.Dense.of(64, Activation.RELU),
                                Layer.Dense.of(64, Activation.RELU));

        var fitted = small.run();

        assertThat(fitted.ending()).isEqualTo(Ending.RULE);
        assertThat(fitted.findings().getFirst().evidence())
                .containsEntry("bestEpoch", fitted.bestEpoch());
        assertThat(fitted.weights().hash()).isEqualTo(small.hashes.get(fitted.bestEpoch() - 1));
    }

    @Test
    void aFindingThatLowersTheRateHalvesItAndWatchesAnew() throws IOException {
        var small =
                new SmallFit(fit ->
                        fit.epochs(8)
                                .optimizer(new Optimizer.Sgd(1e-12, null))
                                .rules(
                                        List.of(
                                                new Rule(
                                                        Watch.LOSS_NOT_DECREASING,
                                                        Action.LOWER_LEARNING_RATE,
                                                        null,
                                                        2))));

        small.run();

        assertThat(small.epochs.stream().map(epoch -> epoch.learningRate() / 1e-12))
                .containsExactly(1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.25, 0.25);
        assertThat(small.findings).extracting(finding -> finding.epoch()).containsExactly(3, 6);
    }

    @Test
    void aRareClassIsFoundWithItsRows() throws IOException {
        var small =
                new SmallFit(fit -> fit.epochs(2).rules(List.of(rule(Watch.CLASS_IMBALANCE, null))))
                        .on(
                                new Output.Binary(),
                                SmallFit.classes(1000, 1, 2.2),
                                SmallFit.classes(100, 2, 2.2));

        var fitted = small.run();

        assertThat(fitted.epochs()).isEqualTo(2);
        assertThat(fitted.findings()).hasSize(1);
        var finding = fitted.findings().getFirst();
        assertThat(finding.action()).isEqualTo(Action.WARN);
        assertThat((double) finding.evidence().get("rarestShare")).isBetween(0.001, 0.05);
    }

    @Test
    void aLoaderThatIsSlowerThanTheNetworkIsFound() throws IOException {
        var small =
                new SmallFit(fit -> fit.epochs(3).rules(List.of(rule(Watch.SLOW_LOADER, null))))
                        .on(
                                new Output.Regression(),
                                new SlowRows(SmallFit.noise(40, 1)),
                                SmallFit.noise(30, 2));

        var fitted = small.run();

        assertThat(fitted.findings()).extracting(finding -> finding.epoch()).containsExactly(2);
        assertThat(fitted.loaderShare()).isGreaterThan(0.2);
    }

    @Test
    void gradientsThatVanishInADeepNetworkAreFound() throws IOException {
        var layers = new Layer[24];
        Arrays.fill(layers, Layer.Dense.of(8, Activation.SIGMOID));

        var found = findings(Watch.VANISHING_GRADIENT, SmallFit.noise(40, 1), layers);

        assertThat(found).extracting(Finding::epoch).containsExactly(3);
        assertThat((double) found.getFirst().evidence().get("relativeGradient")).isLessThan(1e-7);
    }

    @Test
    void gradientsThatExplodeAreFound() throws IOException {
        var small = SmallFit.noise(40, 1);
        var labels = small.range(0, 40).labels();
        for (int row = 0; row < labels.length; row++) {
            labels[row] *= 1e6f;
        }
        var large = new Rows(2, small.range(0, 40).features(), labels);

        var found = findings(Watch.EXPLODING_GRADIENT, large, Layer.Dense.of(16, Activation.RELU));

        assertThat(found).extracting(Finding::epoch).containsExactly(1);
        assertThat((double) found.getFirst().evidence().get("gradientNorm")).isGreaterThan(1e3);
    }

    @Test
    void unitsThatNothingAwakensAreFound() throws IOException {
        var labels = SmallFit.noise(40, 1).range(0, 40).labels();
        var silent = new Rows(2, new float[80], labels);

        var found = findings(Watch.DEAD_RELU, silent, Layer.Dense.of(16, Activation.RELU));

        assertThat(found).extracting(Finding::epoch).containsExactly(3);
        assertThat((double) found.getFirst().evidence().get("deadUnits")).isEqualTo(1);
    }

    private static List<Finding> findings(Watch watch, Rows train, Layer... layers)
            throws IOException {
        return new SmallFit(fit -> fit.epochs(4).rules(List.of(rule(watch, null))))
                .layers(layers)
                .on(new Output.Regression(), train, SmallFit.noise(30, 2))
                .run()
                .findings();
    }

    @Test
    void aHealthyFitShowsNothing() throws IOException {
        var rules =
                Arrays.stream(Watch.values())
                        .filter(watch -> !NEED_DIAGNOSIS.contains(watch))
                        .map(watch -> rule(watch, null))
                        .toList();
        var small =
                new SmallFit(fit ->
                        fit.epochs(30).rules(rules).optimizer(new Optimizer.Adam(0.003)))
                        .on(
                                new Output.Binary(),
                                SmallFit.classes(2000, 1, 0),
                                SmallFit.classes(500, 2, 0));

        var fitted = small.run();

        assertThat(fitted.findings()).isEmpty();
        assertThat(small.findings).isEmpty();
        assertThat(fitted.loaderShare()).isLessThan(0.2);
    }

    private static final List<Watch> NEED_DIAGNOSIS =
            List.of(Watch.VANISHING_GRADIENT, Watch.EXPLODING_GRADIENT, Watch.DEAD_RELU);

    private static Rule rule(Watch watch, Action action) {
        return new Rule(watch, action, null, null);
    }
}
