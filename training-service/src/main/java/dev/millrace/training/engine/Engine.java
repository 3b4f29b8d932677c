package dev.millrace.training.engine;

/** Builds networks that can be trained. */
public interface Engine {

    TrainableNetwork open(Network network, Objective objective, Weights initial);

    /** Name and version, such as {@code tensorflow 2.18.0}. */
    String description();

    /** What it computes on, such as {@code cpu} or {@code gpu:0 NVIDIA H200}. */
    String device();
}
