package dev.millrace.training.engine;

import dev.millrace.contracts.training.Layer.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The sealed description of a network that every engine builds alike: no defaults are left open.
 *
 * @param inputs width of a feature vector
 * @param hidden first to last
 */
public record Network(int inputs, List<Hidden> hidden, Output output, Descent descent) {

    public Network {
        hidden = List.copyOf(hidden);
    }

    /** A hidden layer. */
    public sealed interface Hidden {

        /** activation(x W + b), with the penalty l1 sum|W| + l2 sum W^2. */
        record Dense(int units, Activation activation, double l1, double l2) implements Hidden {}

        /** Inverted dropout. */
        record Dropout(double rate) implements Hidden {}

        /** Ioffe and Szegedy 2015, epsilon 1e-3, population variance. */
        record BatchNorm(double momentum) implements Hidden {}

        /** An activation on its own. */
        record Activate(Activation activation) implements Hidden {}
    }

    /** The output layer and its loss. */
    public sealed interface Output {

        /** One sigmoid unit, binary cross entropy; probability of class 1. */
        record Binary() implements Output {}

        /** Softmax over the classes, categorical cross entropy. */
        record Multiclass(int classes) implements Output {}

        /** One linear unit, mean squared error of the scaled target. */
        record Regression() implements Output {}

        /** Width of the output. */
        default int units() {
            return this instanceof Multiclass(int classes) ? classes : 1;
        }
    }

    /** How weights follow their gradients. */
    public sealed interface Descent {

        double learningRate();

        /** Kingma and Ba 2014, beta1 0.9, beta2 0.999, epsilon 1e-7. */
        record Adam(double learningRate) implements Descent {}

        /** Gradient descent with Polyak's momentum (0: none). */
        record Sgd(double learningRate, double momentum) implements Descent {}
    }

    /** All weights in the one order that hashes and files use. */
    public List<WeightShape> weights() {
        var shapes = new ArrayList<WeightShape>();
        var width = inputs;
        for (int index = 0; index < hidden.size(); index++) {
            var name = Integer.toString(index);
            switch (hidden.get(index)) {
                case Hidden.Dense dense -> {
                    shapes.addAll(WeightShape.dense(name, width, dense.units()));
                    width = dense.units();
                }
                case Hidden.BatchNorm _ -> shapes.addAll(WeightShape.batchNorm(name, width));
                case Hidden.Dropout _, Hidden.Activate _ -> {}
            }
        }
        shapes.addAll(WeightShape.dense("output", width, output.units()));
        return shapes;
    }

    /** How many numbers the weights are. */
    public long parameters() {
        return weights().stream().mapToLong(WeightShape::size).sum();
    }
}
