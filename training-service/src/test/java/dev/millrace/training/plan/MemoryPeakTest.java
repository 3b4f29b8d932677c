package dev.millrace.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.training.engine.Batch;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.engine.tensorflow.TensorflowEngine;
import dev.millrace.training.engine.tensorflow.TensorflowFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is estimated to be needed is what this process takes, neither less nor much more. */
@EnabledOnOs(OS.LINUX)
class MemoryPeakTest {

    private static final Path SELF = Path.of("/proc/self");
    private static final Randomness SEED = new Randomness(5);
    private static final Optimizer ADAM = new Optimizer.Adam(null);

    private static final Network IMAGE =
            new Network(
                    IntStream.range(0, 24 * 24).mapToObj(index -> "x" + index).toList(),
                    List.of(
                            new Layer.Reshape(List.of(24, 24, 1)),
                            Layer.Conv2d.of(32, 3),
                            Layer.Conv2d.of(32, 3),
                            new Layer.GlobalPool(null),
                            Layer.Dense.of(32, Activation.RELU)),
                    new Output.Binary());

    @TempDir Path folder;

    @Test
    void theEstimateIsHonestOfLearningAndOfEvaluating() throws IOException {
        int rows = IMAGE.rowsAtOnce();
        var aim = Objective.of(new Loss.CrossEntropy(null), ADAM);
        var format = new TensorflowFormat(1);
        try (var network =
                new TensorflowEngine(1).open(IMAGE, aim, InitialWeights.of(IMAGE, SEED))) {
            format.write(IMAGE, network.weights(), folder.resolve("model"));
            try (var exported = format.load(folder.resolve("model"))) {
                network.step(batch(1), 1, 0.001);
                exported.outputs(batch(1).features(), 1);
                peak();
                double before = status("VmRSS:");

                exported.outputs(batch(rows).features(), rows);
                double evaluating = peak() - before;
                network.step(batch(rows), 1, 0.001);
                double learning = peak() - before;

                assertThat(estimate(1)).isBetween(evaluating, 4 * evaluating);
                assertThat(estimate(rows)).isBetween(learning, 4 * learning);
            }
        }
    }

    private static double estimate(int batchSize) {
        return MemoryEstimate.of(IMAGE, ADAM, batchSize).engine().getLast().bytes();
    }

    /** The most bytes that this process has had since this was last asked, of which it forgets. */
    private static double peak() throws IOException {
        double peak = status("VmHWM:");
        Files.writeString(SELF.resolve("clear_refs"), "5");
        return peak;
    }

    private static double status(String name) throws IOException {
        return Files.readAllLines(SELF.resolve("status")).stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")))
                .sum();
    }

    private static Batch batch(int rows) {
        return new Batch(new float[rows * IMAGE.inputs()], new float[rows]);
    }
}
