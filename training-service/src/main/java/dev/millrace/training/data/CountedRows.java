package dev.millrace.training.data;

/** Counts rows on their way. */
final class CountedRows implements RowSink {

    private final RowSink target;
    private long count;

    CountedRows(RowSink target) {
        this.target = target;
    }

    @Override
    public void row(float[] features, int from, float label) {
        count++;
        target.row(features, from, label);
    }

    long count() {
        return count;
    }
}
