package dev.millrace.training.evaluation;

/** Anything that turns features into outputs, as a network does. */
@FunctionalInterface
public interface Predictor {

    /**
     * @param features row by row
     * @return row by row: probabilities (one for binary), or the scaled target
     */
    double[] outputs(float[] features, int rows);

    /** How many it should be given at once, where there are many. */
    default int rowsAtOnce() {
        return 4096;
    }
}
