package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Layer;
import dev.millrace.training.engine.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Learned vectors in place of category indices. */
final class Embeddings<T extends TNumber> {

    private final Tower<T> tower;

    Embeddings(Tower<T> tower) {
        this.tower = tower;
    }

    Operand<T> apply(Layer.Embedding layer, Part part, Operand<T> signal) {
        var vocabulary = Objects.requireNonNull(layer.vocabulary());
        for (int table = 0; table < vocabulary.size(); table++) {
            tower.penalise(0, layer.l2(), table(part, table));
        }
        var indices = indices(part.name(), vocabulary, signal);
        return layer.shared()
                ? looked(part, 0, indices)
                : byColumn(part, vocabulary.size(), indices);
    }

    private Operand<T> byColumn(Part part, int columns, Operand<TInt32> indices) {
        var tf = tower.tf();
        var vectors = new ArrayList<Operand<T>>();
        for (var column : tf.unstack(indices, (long) columns, Unstack.axis(1L)).output()) {
            vectors.add(looked(part, vectors.size(), column));
        }
        return vectors.size() == 1 ? vectors.getFirst() : tf.concat(vectors, tf.constant(1));
    }

    private Operand<T> looked(Part part, int table, Operand<TInt32> indices) {
        return tower.tf().gather(table(part, table), indices, tower.tf().constant(0));
    }

    private Operand<T> table(Part part, int index) {
        return tower.value(part.name(), "table" + index);
    }

    /** Checked here, since a GPU takes zeros for what is outside of a table. */
    private Operand<TInt32> indices(String name, List<Integer> vocabulary, Operand<T> signal) {
        var tf = tower.tf();
        var sizes = vocabulary.stream().mapToInt(Integer::intValue).toArray();
        var whole = tf.math.equal(signal, tf.math.floor(signal));
        var notBelow = tf.math.greaterEqual(signal, tower.constant(0));
        var notAbove = tf.math.less(signal, tower.cast(tf.constant(sizes)));
        var valid = tf.math.logicalAnd(whole, tf.math.logicalAnd(notBelow, notAbove));
        var all = tf.reduceAll(valid, tf.constant(new int[] {0, 1}));
        var message =
                "Layer %s embeds whole numbers from 0 to below %s, but its input has others."
                        .formatted(
                                name, vocabulary.size() == 1 ? vocabulary.getFirst() : vocabulary);
        var checked = tf.assertThat(all, List.of(tf.constant(Refusals.marked(message))));
        return tf.withControlDependencies(checked).dtypes.cast(signal, TInt32.class);
    }
}
