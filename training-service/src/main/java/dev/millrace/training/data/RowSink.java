package dev.millrace.training.data;

/** Takes rows one after the other. */
interface RowSink {

    /**
     * @param features holds those of the row from {@code from} on; it is used again afterwards
     */
    void row(float[] features, int from, float label);
}
