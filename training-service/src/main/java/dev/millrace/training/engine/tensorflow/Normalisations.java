package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.training.Layer;
import dev.millrace.training.engine.Part;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Layers that bring a signal to mean 0 and variance 1, then to a learned scale and shift. */
final class Normalisations<T extends TNumber> {

    private static final double EPSILON = 1e-3;

    private final Tower<T> tower;

    Normalisations(Tower<T> tower) {
        this.tower = tower;
    }

    /** Over all but the last dimension. */
    Operand<T> batch(Layer.BatchNorm layer, Part part, Operand<T> signal) {
        var name = part.name();
        if (tower.mode() instanceof Tower.Mode.Training(_, var frozen) && !frozen.contains(name)) {
            var axes = axes(0, part.in().rank());
            var mean = mean(signal, axes, false);
            var centred = tower.tf().math.sub(signal, mean);
            var variance = mean(tower.tf().math.square(centred), axes, false);
            follow(name, "mean", mean, layer.momentum());
            follow(name, "variance", variance, layer.momentum());
            return scaled(name, centred, variance);
        }
        var centred = tower.tf().math.sub(signal, tower.value(name, "mean"));
        return scaled(name, centred, tower.value(name, "variance"));
    }

    /** Over the last dimension. */
    Operand<T> layer(Part part, Operand<T> signal) {
        int rank = part.in().rank();
        var last = axes(rank, rank + 1);
        var centred = tower.tf().math.sub(signal, mean(signal, last, true));
        return scaled(part.name(), centred, mean(tower.tf().math.square(centred), last, true));
    }

    private Operand<T> scaled(String name, Operand<T> centred, Operand<T> variance) {
        var math = tower.tf().math;
        var deviation = math.rsqrt(math.add(variance, tower.constant(EPSILON)));
        var factor = math.mul(tower.value(name, "scale"), deviation);
        return math.add(math.mul(centred, factor), tower.value(name, "shift"));
    }

    private void follow(String name, String what, Operand<T> value, double momentum) {
        var math = tower.tf().math;
        var kept = math.mul(tower.value(name, what), tower.constant(momentum));
        tower.follow(name, what, math.add(kept, math.mul(value, tower.constant(1 - momentum))));
    }

    private Operand<T> mean(Operand<T> signal, Operand<TInt32> axes, boolean keep) {
        return tower.tf().math.mean(signal, axes, Mean.keepDims(keep));
    }

    private Operand<TInt32> axes(int from, int to) {
        return tower.tf().constant(IntStream.range(from, to).toArray());
    }
}
