package dev.millrace.training.engine;

import java.nio.file.Path;

/** Builds networks and loads what they exported. */
public interface Engine {

    /** A network that can be trained, with these weights. */
    TrainableNetwork open(Network network, Weights initial);

    /** What {@link TrainableNetwork#export} wrote. */
    ExportedNetwork load(Path folder);

    /** Name and version, such as {@code tensorflow 2.18.0}. */
    String description();
}
