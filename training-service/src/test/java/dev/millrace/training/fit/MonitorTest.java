package dev.millrace.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.Monitor;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.Output;
import java.io.IOException;
import java.util.Comparator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Early stopping on what is the better the more it is. */
class MonitorTest {

    @ParameterizedTest
    @EnumSource(names = {"ACCURACY", "AUC"})
    void theFirstEpochWithTheHighestValueIsTheResult(Monitor monitor) throws IOException {
        var small =
                new SmallFit(fit ->
                        fit.epochs(100)
                                .optimizer(new Optimizer.Adam(0.01))
                                .earlyStopping(new EarlyStopping(monitor, 5, null)))
                        .on(
                                new Output.Binary(),
                                SmallFit.classes(60, 1, 0.3),
                                SmallFit.classes(200, 2, 0.3));

        var fitted = small.run();

        var best =
                small.epochs.stream()
                        .max(
                                Comparator.comparingDouble(Epoch::monitored)
                                        .thenComparing(Epoch::number, Comparator.reverseOrder()))
                        .orElseThrow();
        assertThat(fitted.ending()).isEqualTo(Ending.EARLY_STOPPING);
        assertThat(fitted.bestEpoch()).isEqualTo(best.number());
        assertThat(fitted.epochs()).isEqualTo(best.number() + 5);
        assertThat(best.monitored()).isBetween(0.8, 1.0);
        assertThat(fitted.weights().hash()).isEqualTo(small.hashes.get(best.number() - 1));
    }
}
