package dev.millrace.training.engine;

/** An exported network, loaded again as serving will load it. Must be closed. */
public interface ExportedNetwork extends AutoCloseable {

    /** Outputs row by row: probabilities (one per row for binary) or the scaled target. */
    double[] outputs(float[] features, int rows);

    @Override
    void close();
}
