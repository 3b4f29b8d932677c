package dev.millrace.training.engine;

/**
 * Rows that an engine sees at once.
 *
 * @param features row by row
 * @param labels one per row: the class index, the scaled target, or 0 for unlabelled data
 */
public record Batch(float[] features, float[] labels) {

    public int rows() {
        return labels.length;
    }
}
