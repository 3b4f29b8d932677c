package dev.millrace.training.engine;

/** The output layer: what the last signal becomes, by a kernel, a bias and an activation. */
public sealed interface Output {

    /** Name of its layer. */
    String NAME = "output";

    /** One sigmoid unit: the probability of class 1. */
    record Binary() implements Output {}

    /** Softmax over the classes. */
    record Multiclass(int classes) implements Output {}

    /** One linear unit: the scaled target. */
    record Regression() implements Output {}

    /**
     * The features again, linear. A row's loss is the mean over its features; an exported network
     * gives the mean squared error of the reconstruction, one number.
     */
    record Reconstruction(int features) implements Output {}

    /** Width of the kernel's output. */
    default int units() {
        return switch (this) {
            case Binary _, Regression _ -> 1;
            case Multiclass(int classes) -> classes;
            case Reconstruction(int features) -> features;
        };
    }

    /** How many numbers an exported network gives for a row. */
    default int width() {
        return this instanceof Multiclass(int classes) ? classes : 1;
    }
}
