package dev.millrace.training.engine.tensorflow;

import dev.millrace.training.engine.Batch;
import dev.millrace.training.engine.Diagnosis;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.WeightShape;
import dev.millrace.training.engine.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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
    private final Inputs inputs;
    private final Variables variables;
    private final Slots slots;
    private final List<WeightShape> learned;
    private final Operand<TFloat32> objective;
    private final List<Operand<TFloat32>> gradients;
    private final Map<String, Operand<TFloat32>> deadUnits;
    private final Op update;
    private final Operand<TFloat32> loss;
    private final Operand<TFloat32> outputs;
    private long steps;

    TensorflowNetwork(Network network, Objective aim, Weights initial, Computing computing) {
        this.network = network;
        var tf = Ops.create(graph);
        inputs = Inputs.of(tf, network.inputs());
        variables = new Variables(tf, network.weights());
        learned = learned(network, aim);
        slots = new Slots(tf, aim.optimizer(), learned);

        var training = new TrainingTower<>(tf, network, aim, inputs, variables, TFloat32.class);
        objective = training.objective();
        gradients = training.gradients(graph, learned, variables);
        deadUnits = training.deadUnits();
        update = update(tf, aim, training);

        var inference = new Tower<>(tf, variables, new Tower.Mode.Inference(), TFloat32.class);
        var logits = new Layers<>(inference).logits(network, inputs.features());
        var losses = new Losses<>(inference, network.output());
        loss = losses.mean(aim, logits, inputs.features(), inputs.labels());
        outputs = losses.predicted("output", logits, inputs.features());

        session = new Session(graph, computing.configuration());
        variables.load(session, initial);
        slots.reset(session);
    }

    private static List<WeightShape> learned(Network network, Objective aim) {
        var frozen = network.withAllWithin(aim.frozen());
        return network.weights().stream()
                .filter(weight -> weight.role().isLearned() && !frozen.contains(weight.layer()))
                .toList();
    }

    private Op update(Ops tf, Objective aim, TrainingTower<TFloat32> training) {
        var moves = new Clipping(tf).apply(aim.clip(), gradients);
        var computed = new ArrayList<Op>(moves);
        computed.add(objective);
        var gated = tf.withControlDependencies(tf.withControlDependencies(computed).noOp());
        var updates = new Updates(gated, slots, inputs.rate(), inputs.step());
        var all = new ArrayList<Op>(training.updates());
        all.addAll(updates.follow(aim.optimizer(), learned, variables, moves));
        return tf.withControlDependencies(all).noOp();
    }

    @Override
    public double step(Batch batch, long seed, double learningRate) {
        steps++;
        try (var tensors = new Tensors();
                var result =
                        Refusals.run(
                                feed(tensors, batch)
                                        .feed(inputs.dropoutSeed(), tensors.scalar(seed))
                                        .feed(inputs.step(), tensors.scalar((float) steps))
                                        .feed(inputs.rate(), tensors.scalar((float) learningRate))
                                        .fetch(objective)
                                        .addTarget(update))) {
            return Tensors.toNumber(result.get(0));
        }
    }

    @Override
    public double loss(Batch batch) {
        try (var tensors = new Tensors();
                var result = Refusals.run(feed(tensors, batch).fetch(loss))) {
            return Tensors.toNumber(result.get(0));
        }
    }

    @Override
    public double[] outputs(float[] rows, int count) {
        try (var tensors = new Tensors();
                var result =
                        Refusals.run(
                                session.runner()
                                        .feed(inputs.features(), features(tensors, rows, count))
                                        .fetch(outputs))) {
            var numbers = Tensors.toFloats(result.get(0));
            var doubles = new double[numbers.length];
            for (int index = 0; index < numbers.length; index++) {
                doubles[index] = numbers[index];
            }
            return doubles;
        }
    }

    @Override
    public int rowsAtOnce() {
        return network.rowsAtOnce();
    }

    @Override
    public Diagnosis diagnose(Batch batch, long seed) {
        try (var tensors = new Tensors()) {
            var runner = feed(tensors, batch).feed(inputs.dropoutSeed(), tensors.scalar(seed));
            runner.fetch(objective); // there may be neither gradients nor a relu
            gradients.forEach(runner::fetch);
            deadUnits.values().forEach(runner::fetch);
            try (var result = Refusals.run(runner)) {
                return diagnosis(result);
            }
        }
    }

    private Diagnosis diagnosis(Result result) {
        int place = 1;
        var norms = new LinkedHashMap<String, Double>();
        for (var weight : learned) {
            norms.put(weight.name(), Tensors.norm(result.get(place++)));
        }
        var dead = new LinkedHashMap<String, Double>();
        for (var layer : deadUnits.keySet()) {
            dead.put(layer, Tensors.toNumber(result.get(place++)));
        }
        return new Diagnosis(norms, dead);
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
    public Weights optimizerState() {
        return slots.read(session, steps);
    }

    @Override
    public void loadOptimizerState(Weights state) {
        steps = slots.restore(session, state);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    private Session.Runner feed(Tensors tensors, Batch batch) {
        return session.runner()
                .feed(inputs.features(), features(tensors, batch.features(), batch.rows()))
                .feed(inputs.labels(), tensors.floats(batch.labels(), batch.rows()));
    }

    private TFloat32 features(Tensors tensors, float[] rows, int count) {
        return tensors.floats(rows, count, network.inputs());
    }
}
