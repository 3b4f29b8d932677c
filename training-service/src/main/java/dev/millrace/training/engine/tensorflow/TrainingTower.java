package dev.millrace.training.engine.tensorflow;

import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.WeightShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceAll;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** What is minimised, its gradients, and what else a training sees of the layers. */
final class TrainingTower<T extends TNumber> {

    private final Ops tf;
    private final Tower<T> tower;
    private final Operand<T> objective;

    TrainingTower(
            Ops tf,
            Network network,
            Objective aim,
            Inputs inputs,
            Variables variables,
            Class<T> type) {
        this.tf = tf;
        var frozen = network.withAllWithin(aim.frozen());
        var mode = new Tower.Mode.Training(inputs.dropoutSeed(), frozen);
        tower = new Tower<>(tf, variables, mode, type);
        var features = tower.cast(inputs.features());
        var logits = new Layers<>(tower).logits(network, features);
        var terms = new ArrayList<Operand<T>>();
        terms.add(
                new Losses<>(tower, network.output())
                        .mean(aim, logits, features, tower.cast(inputs.labels())));
        terms.addAll(tower.penalties());
        objective = terms.size() == 1 ? terms.getFirst() : tf.math.addN(terms);
    }

    /** The mean loss of the batch with all penalties. */
    Operand<T> objective() {
        return objective;
    }

    /** Of the objective by these weights. */
    List<Operand<TFloat32>> gradients(Graph graph, List<WeightShape> learned, Variables variables) {
        if (learned.isEmpty()) {
            return List.of();
        }
        var by =
                learned.stream()
                        .map(weight -> variables.of(weight.name()).asOutput())
                        .toArray(Output[]::new);
        return Arrays.stream(graph.addGradients(objective.asOutput(), by))
                .<Operand<TFloat32>>map(gradient -> gradient.expect(TFloat32.class))
                .toList();
    }

    /** By layer with a relu: the share of its units that are 0 in all places of all rows. */
    Map<String, Operand<TFloat32>> deadUnits() {
        var shares = new LinkedHashMap<String, Operand<TFloat32>>();
        tower.rectified().forEach((layer, values) -> shares.put(layer, deadShare(values)));
        return shares;
    }

    private Operand<TFloat32> deadShare(Operand<T> values) {
        var places = IntStream.range(0, values.shape().numDimensions() - 1).toArray();
        var zero = tf.math.equal(values, tower.constant(0));
        var dead = tf.reduceAll(zero, tf.constant(places), ReduceAll.keepDims(false));
        return tf.math.mean(tf.dtypes.cast(dead, TFloat32.class), tf.constant(0));
    }

    /** New moving averages, to be run with each step. */
    List<Op> updates() {
        return tower.updates();
    }
}
