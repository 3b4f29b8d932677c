package dev.millrace.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.TestObjects;
import dev.millrace.training.WideFixture;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.engine.tensorflow.TensorflowEngine;
import dev.millrace.training.fit.Fit;
import dev.millrace.training.fit.FitPlan;
import dev.millrace.training.fit.RowSource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tabular benchmark: 100,000 rows of 32 features, a network 128-64-1, batches of 256. */
class LoaderSpeedTest {

    private static final int WIDTH = 32;
    private static final int ROWS = 100_000;
    private static final long MEMORY = 4 << 20;
    private static final Randomness SEED = new Randomness(1);

    private final ObjectStore store = TestObjects.fresh();

    @Test
    void aNetworkHardlyEverWaitsForRows() throws IOException {
        var data = new WideFixture(store, WIDTH, ROWS / 4, 4).write();
        var files = new PreparedFiles(new PatientStore(store), StoredTransform.prefix(data, store));
        var layout = RowLayout.of(data);
        var streamed = files.stream(List.of("train"), layout, data.trainRows(), MEMORY);
        var validation = files.rows(List.of("validation"), layout, data.validationRows());

        double fromMemory =
                share(files.rows(List.of("train"), layout, data.trainRows()), validation, data);
        double fromTheStore = share(streamed, validation, data);

        // Generous, since other tests may have the cores; the figures are for whoever reads.
        System.out.printf(
                "share of a fit that waits for rows: %.4f from memory, %.4f streamed; a bare pass reads %,.0f rows/s%n",
                fromMemory, fromTheStore, rowsPerSecond(streamed));
        assertThat(fromMemory).isLessThan(0.2);
        assertThat(fromTheStore).isLessThan(0.6);
    }

    private static double rowsPerSecond(RowSource rows) throws IOException {
        long start = System.nanoTime();
        long count = 0;
        try (var batches = rows.inOrder(256)) {
            for (var batch = batches.next(); batch != null; batch = batches.next()) {
                count += batch.rows();
            }
        }
        assertThat(count).isEqualTo(rows.size());
        return count * 1e9 / (System.nanoTime() - start);
    }

    private static double share(RowSource train, RowSource validation, PreparedData data)
            throws IOException {
        var request =
                TrainRequest.of("benchmark", data.id())
                        .change()
                        .epochs(3)
                        .batchSize(256)
                        .earlyStopping(EarlyStopping.after(10))
                        .build();
        var layers =
                List.<Layer>of(
                        Layer.Dense.of(128, Activation.RELU), Layer.Dense.of(64, Activation.RELU));
        var network = new Network(data.featureNames(), layers, new Output.Binary());
        var objective = Objective.of(new Loss.CrossEntropy(null), request.optimizer());
        var initial = InitialWeights.of(network, SEED);
        try (var trained = new TensorflowEngine(1).open(network, objective, initial)) {
            var fit = new Fit(FitPlan.of(request), SEED, train, validation);
            return fit.run(trained, epoch -> true).loaderShare();
        }
    }
}
