package dev.millrace.training.engine.tensorflow;

import dev.millrace.training.engine.Batch;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.WeightShape;
import dev.millrace.training.engine.Weights;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** A network in single or double precision, with what it computes on the way in reach. */
final class Probe<T extends TNumber> implements AutoCloseable {

    private final Graph graph = new Graph();
    private final Session session;
    private final Network network;
    private final Inputs inputs;
    private final Variables variables;
    private final Operand<T> objective;
    private final Operand<T> logits;
    private final List<Operand<TFloat32>> gradients;

    Probe(Network network, Objective aim, Weights weights, Class<T> type) {
        this.network = network;
        var tf = Ops.create(graph);
        inputs = Inputs.of(tf, network.inputs());
        variables = new Variables(tf, network.weights());
        var training = new TrainingTower<>(tf, network, aim, inputs, variables, type);
        objective = training.objective();
        gradients = training.gradients(graph, learned(network), variables);
        var inference = new Tower<>(tf, variables, new Tower.Mode.Inference(), type);
        logits = new Layers<>(inference).logits(network, inference.cast(inputs.features()));
        session = new Session(graph, Computing.cpu(1).configuration());
        variables.load(session, weights);
    }

    static List<WeightShape> learned(Network network) {
        return network.weights().stream().filter(shape -> shape.role().isLearned()).toList();
    }

    void load(Weights weights) {
        variables.load(session, weights);
    }

    double objective(Batch batch, long seed) {
        try (var tensors = new Tensors();
                var result = feed(tensors, batch, seed).fetch(objective).run()) {
            return numbers(result.get(0))[0];
        }
    }

    /** By learned weight. */
    List<double[]> gradients(Batch batch, long seed) {
        try (var tensors = new Tensors()) {
            var runner = feed(tensors, batch, seed);
            gradients.forEach(runner::fetch);
            var values = new ArrayList<double[]>();
            try (var result = runner.run()) {
                result.forEach(entry -> values.add(numbers(entry.getValue())));
            }
            return values;
        }
    }

    /** Row by row. */
    double[] logits(Batch batch) {
        try (var tensors = new Tensors();
                var result = feed(tensors, batch, 0).fetch(logits).run()) {
            return numbers(result.get(0));
        }
    }

    private Session.Runner feed(Tensors tensors, Batch batch, long seed) {
        return session.runner()
                .feed(
                        inputs.features(),
                        tensors.floats(batch.features(), batch.rows(), network.inputs()))
                .feed(inputs.labels(), tensors.floats(batch.labels(), batch.rows()))
                .feed(inputs.dropoutSeed(), tensors.scalar(seed));
    }

    private static double[] numbers(Tensor tensor) {
        if (tensor instanceof TFloat64) {
            return Tensors.toDoubles(tensor);
        }
        var floats = Tensors.toFloats(tensor);
        var doubles = new double[floats.length];
        for (int index = 0; index < floats.length; index++) {
            doubles[index] = floats[index];
        }
        return doubles;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
