package dev.millrace.training.engine.tensorflow;

import dev.millrace.training.engine.Batch;
import dev.millrace.training.engine.Diagnosis;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A training and an inference tower over the same variables, in one graph.
 *
 * <p>One step is one call of the session: forward, gradients, then, once all of them are there, the
 * updates.
 */
final class TensorflowNetwork implements TrainableNetwork {

    private final Network network;
    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TFloat32> features;
    private final Placeholder<TFloat32> labels;
    private final Placeholder<TInt64> dropoutSeed;
    private final Placeholder<TFloat32> step;
    private final Placeholder<TFloat32> rate;
    private final Variables variables;
    private final Operand<TFloat32> objective;
    private final Operand<TFloat32> loss;
    private final List<Output<TFloat32>> gradients;
    private final Op update;
    private long steps;

    TensorflowNetwork(Network network, Objective aim, Weights initial, Threads threads) {
        this.network = network;
        var tf = Ops.create(graph);
        features =
                tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, network.inputs())));
        labels = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
        dropoutSeed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
        step = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        variables = new Variables(tf, network.weights());

        var training =
                new Layers<>(tf, variables, new Layers.Mode.Training(dropoutSeed), TFloat32.class);
        objective = objective(tf, training);
        gradients = gradients();
        rate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        var updates = new Updates(tf, rate, step);
        update = update(tf, aim, training, updates);
        var inference = new Layers<>(tf, variables, new Layers.Mode.Inference(), TFloat32.class);
        loss = Losses.mean(tf, network.output(), inference.logits(network, features), labels);

        session = new Session(graph, threads.configuration());
        variables.load(session, initial);
        updates.initialisers().forEach(session::run);
    }

    @Override
    public double step(Batch batch, long seed, double learningRate) {
        steps++;
        try (var tensors = new Tensors();
                var result =
                        feed(tensors, batch)
                                .feed(dropoutSeed, tensors.scalar(seed))
                                .feed(step, tensors.scalar((float) steps))
                                .feed(rate, tensors.scalar((float) learningRate))
                                .fetch(objective)
                                .addTarget(update)
                                .run()) {
            return Tensors.toNumber(result.get(0));
        }
    }

    @Override
    public double loss(Batch batch) {
        try (var tensors = new Tensors();
                var result = feed(tensors, batch).fetch(loss).run()) {
            return Tensors.toNumber(result.get(0));
        }
    }

    /** Of the objective, by learned weight; for checks. */
    List<float[]> gradients(Batch batch, long seed) {
        try (var tensors = new Tensors()) {
            var runner = feed(tensors, batch).feed(dropoutSeed, tensors.scalar(seed));
            gradients.forEach(runner::fetch);
            var values = new ArrayList<float[]>();
            try (var result = runner.run()) {
                result.forEach(entry -> values.add(Tensors.toFloats(entry.getValue())));
            }
            return values;
        }
    }

    /** The loss that the gradients are of; for checks. */
    double objective(Batch batch, long seed) {
        try (var tensors = new Tensors();
                var result =
                        feed(tensors, batch)
                                .feed(dropoutSeed, tensors.scalar(seed))
                                .fetch(objective)
                                .run()) {
            return Tensors.toNumber(result.get(0));
        }
    }

    @Override
    public Weights weights() {
        return variables.read(session);
    }

    @Override
    public void load(Weights weights) {
        variables.load(session, weights);
    }

    @Override
    public double[] outputs(float[] rows, int count) {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public Diagnosis diagnose(Batch batch, long seed) {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public Weights optimizerState() {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public void loadOptimizerState(Weights state) {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    private Session.Runner feed(Tensors tensors, Batch batch) {
        return session.runner()
                .feed(features, tensors.floats(batch.features(), batch.rows(), network.inputs()))
                .feed(labels, tensors.floats(batch.labels(), batch.rows()));
    }

    private Operand<TFloat32> objective(Ops tf, Layers<TFloat32> layers) {
        var terms = new ArrayList<Operand<TFloat32>>();
        terms.add(Losses.mean(tf, network.output(), layers.logits(network, features), labels));
        terms.addAll(layers.penalties());
        return tf.math.addN(terms);
    }

    private List<Output<TFloat32>> gradients() {
        var learned = variables.learned().stream().map(Operand::asOutput).toArray(Output[]::new);
        return Arrays.stream(graph.addGradients(objective.asOutput(), learned))
                .map(gradient -> gradient.expect(TFloat32.class))
                .toList();
    }

    private Op update(Ops tf, Objective aim, Layers<TFloat32> layers, Updates updates) {
        var computed = new ArrayList<Op>(gradients.stream().map(tf::identity).toList());
        computed.add(objective);
        var gate = tf.withControlDependencies(computed).noOp();
        var all = new ArrayList<Op>(layers.updates());
        all.addAll(updates.follow(aim.optimizer(), variables.learned(), gradients, gate));
        return tf.withControlDependencies(all).noOp();
    }
}
