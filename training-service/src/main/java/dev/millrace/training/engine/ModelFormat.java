package dev.millrace.training.engine;

import java.nio.file.Path;

/** How a network leaves training, whichever engine trained it, and comes to serving. */
public interface ModelFormat {

    /** Writes the inference network, weights included, into a folder that does not exist yet. */
    void write(Network network, Weights weights, Path folder);

    /** What {@link #write} wrote. */
    ExportedNetwork load(Path folder);
}
