package dev.millrace.training.engine;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Initializer;
import java.util.List;

/**
 * One array of weights.
 *
 * @param name the layer's name (or {@code output}) and what it is, such as {@code 0.kernel}
 * @param start how it begins
 */
public record WeightShape(String name, Role role, List<Integer> dimensions, Start start) {

    public WeightShape {
        dimensions = List.copyOf(dimensions);
    }

    /** What a weight is for. */
    public enum Role {
        KERNEL,
        /** Kernel from a recurrent layer's state. */
        RECURRENT,
        /** Of an embedding: one row by category. */
        TABLE,
        BIAS,
        /** Biases of an LSTM: those of the forget gate start at 1. */
        LSTM_BIAS,
        SCALE,
        SHIFT,
        MOVING_MEAN,
        MOVING_VARIANCE,
        /** No weight, but what an optimizer remembers of one. */
        SLOT;

        /** Moving averages follow the data, not a gradient. */
        public boolean isLearned() {
            return this != MOVING_MEAN && this != MOVING_VARIANCE && this != SLOT;
        }

        /** Whether weight decay and penalties apply. */
        public boolean isKernel() {
            return this == KERNEL || this == RECURRENT || this == TABLE;
        }
    }

    /**
     * @param initializer never AUTO; what a constant or a table begins with follows from its role
     * @param inputs numbers that one output depends on
     * @param outputs numbers that one input acts on
     */
    public record Start(Initializer initializer, int inputs, int outputs) {

        static final Start CONSTANT = new Start(Initializer.ZEROS, 0, 0);
        static final Start EMBEDDING = new Start(Initializer.ZEROS, 0, 0);

        static Start of(Initializer wanted, Activation following, Integer... dimensions) {
            int field = 1;
            for (int index = 0; index < dimensions.length - 2; index++) {
                field *= dimensions[index];
            }
            int inputs = field * dimensions[dimensions.length - 2];
            int outputs = field * dimensions[dimensions.length - 1];
            return new Start(resolved(wanted, following), inputs, outputs);
        }

        private static Initializer resolved(Initializer wanted, Activation following) {
            if (wanted != Initializer.AUTO) {
                return wanted;
            }
            if (following == Activation.SELU) {
                return Initializer.LECUN_NORMAL;
            }
            return following.isRectifier() ? Initializer.HE_UNIFORM : Initializer.GLOROT_UNIFORM;
        }
    }

    /**
     * What an optimizer remembers of this weight.
     *
     * @param what such as {@code momentum}
     */
    public WeightShape slot(String what) {
        return new WeightShape(name + "." + what, Role.SLOT, dimensions, Start.CONSTANT);
    }

    public long size() {
        return dimensions.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    public long[] shape() {
        return dimensions.stream().mapToLong(Integer::longValue).toArray();
    }

    /** Of the layer that it belongs to. */
    public String layer() {
        return name.substring(0, name.lastIndexOf('.'));
    }
}
