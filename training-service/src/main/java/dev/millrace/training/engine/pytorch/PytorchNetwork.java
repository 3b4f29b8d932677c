package dev.millrace.training.engine.pytorch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.millrace.training.engine.Batch;
import dev.millrace.training.engine.Diagnosis;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Part;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A network whose every pass is a few dozen calls of the array library. What a pass makes belongs
 * to it and goes with it; only weights and the optimizer's memory stay.
 */
final class PytorchNetwork implements TrainableNetwork {

    private final Network network;
    private final List<Part> parts;
    private final Set<String> frozen;
    private final Engine library;
    private final NDManager arrays;
    private final Variables variables;
    private final Penalties penalties;
    private final Losses losses;
    private final Updates updates;
    private final NativeArrays.Memory memory = new NativeArrays.Memory();

    /**
     * @param arrays owned by this network from here on
     */
    PytorchNetwork(Network network, Objective objective, Weights initial, NDManager arrays) {
        this.network = network;
        this.arrays = arrays;
        library = arrays.getEngine();
        parts = network.parts();
        frozen = network.withAllWithin(objective.frozen());
        variables = new Variables(arrays, network.weights(), frozen);
        penalties = new Penalties(arrays, parts, variables);
        losses = new Losses(network.output(), objective);
        updates = new Updates(arrays, objective.optimizer(), objective.clip(), variables.learned());
        variables.load(initial);
    }

    /** A pass with the objective's value, before and after the gradient is asked for. */
    private record Trained(Layers layers, Variables.Views views, NDArray objective) {}

    @Override
    public double step(Batch batch, long dropoutSeed, double learningRate) {
        try (var pass = arrays.newSubManager()) {
            var trained = train(pass, batch, dropoutSeed);
            if (!variables.learned().isEmpty()) {
                updates.follow(pass, trained.views().learned().getGradient(), learningRate);
            }
            trained.layers().followBatch();
            return trained.objective().getFloat();
        }
    }

    @Override
    public int rowsAtOnce() {
        return network.rowsAtOnce();
    }

    @Override
    public Diagnosis diagnose(Batch batch, long dropoutSeed) {
        try (var pass = arrays.newSubManager()) {
            var trained = train(pass, batch, dropoutSeed);
            return new Diagnosis(norms(trained), deadUnits(trained));
        }
    }

    @Override
    public double loss(Batch batch) {
        try (var pass = arrays.newSubManager()) {
            var features = features(pass, batch.features(), batch.rows());
            var logits = predict(pass, features);
            return losses.mean(logits, features, batch.labels()).getFloat();
        }
    }

    @Override
    public double[] outputs(float[] rows, int count) {
        try (var pass = arrays.newSubManager()) {
            var features = features(pass, rows, count);
            var numbers = losses.outputs(predict(pass, features), features).toFloatArray();
            return IntStream.range(0, numbers.length).mapToDouble(at -> numbers[at]).toArray();
        }
    }

    @Override
    public Weights weights() {
        return variables.read();
    }

    @Override
    public void load(Weights weights) {
        variables.load(weights);
    }

    @Override
    public Weights optimizerState() {
        return updates.state();
    }

    @Override
    public void loadOptimizerState(Weights state) {
        updates.load(state);
    }

    @Override
    public void close() {
        arrays.close();
    }

    private Trained train(NDManager pass, Batch batch, long dropoutSeed) {
        library.setRandomSeed(Long.hashCode(dropoutSeed));
        try (var collector = library.newGradientCollector()) {
            var views = variables.views(pass, !variables.learned().isEmpty());
            var layers = new Layers(views, new Layers.Mode.Training(frozen));
            var features = features(pass, batch.features(), batch.rows());
            var logits = layers.logits(parts, features);
            var loss = losses.mean(logits, features, batch.labels());
            var value = penalties.addTo(loss, views);
            if (!variables.learned().isEmpty()) {
                collector.backward(value);
            }
            return new Trained(layers, views, value);
        }
    }

    private NDArray predict(NDManager pass, NDArray features) {
        var views = variables.views(pass, false);
        return new Layers(views, new Layers.Mode.Inference()).logits(parts, features);
    }

    private NDArray features(NDManager pass, float[] numbers, int rows) {
        return memory.array(pass, numbers, new Shape(rows, network.inputs()));
    }

    private Map<String, Double> norms(Trained trained) {
        var norms = new LinkedHashMap<String, Double>();
        var learned = variables.learned();
        if (learned.isEmpty()) {
            return norms;
        }
        var gradients = learned.cut(trained.views().learned().getGradient().toFloatArray());
        for (int index = 0; index < gradients.size(); index++) {
            norms.put(learned.shapes().get(index).name(), norm(gradients.get(index)));
        }
        return norms;
    }

    private static double norm(float[] numbers) {
        double sum = 0;
        for (float number : numbers) {
            sum += (double) number * number;
        }
        return Math.sqrt(sum);
    }

    private static Map<String, Double> deadUnits(Trained trained) {
        var dead = new LinkedHashMap<String, Double>();
        for (var rectified : trained.layers().rectified()) {
            var most = NativeArrays.byChannel(rectified.signal()).max(new int[] {0}).toFloatArray();
            long zeros = IntStream.range(0, most.length).filter(at -> most[at] == 0).count();
            dead.put(rectified.layer(), zeros / (double) most.length);
        }
        return dead;
    }
}
