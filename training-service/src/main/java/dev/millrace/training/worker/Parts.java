package dev.millrace.training.worker;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.training.data.PreparedFiles;
import dev.millrace.training.data.RowLayout;
import dev.millrace.training.fit.RowSource;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts of prepared data as a worker can have them: in memory if all of them fit there
 * together, streamed otherwise.
 *
 * @param heapBytes of this JVM
 */
record Parts(PreparedData data, PreparedFiles files, long heapBytes) {

    // The rest is for copies of the weights, for evaluating and for Java itself.
    private static final double SHARE_OF_HEAP = 0.4;
    private static final int SHARE_OF_A_PASS = 6;

    boolean isStreamed() {
        long rows = data.trainRows() + data.validationRows() + data.testRows();
        return rows * rowBytes() > SHARE_OF_HEAP * heapBytes
                || data.trainRows() * data.featureNames().size() > Integer.MAX_VALUE - 8;
    }

    /** The rows of a part, or of several together. */
    RowSource of(String... parts) throws IOException {
        return isStreamed()
                ? streamed(parts)
                : files.rows(List.of(parts), RowLayout.of(data), count(parts));
    }

    /** The same, not held in memory. */
    RowSource streamed(String... parts) throws IOException {
        long bytes = heapBytes / SHARE_OF_A_PASS;
        return files.stream(List.of(parts), RowLayout.of(data), count(parts), bytes);
    }

    private long count(String... parts) {
        return Stream.of(parts).mapToLong(this::rows).sum();
    }

    private long rowBytes() {
        return (data.featureNames().size() + 1L) * Float.BYTES;
    }

    private long rows(String part) {
        return switch (part) {
            case "train" -> data.trainRows();
            case "validation" -> data.validationRows();
            case "test" -> data.testRows();
            default -> throw new IllegalArgumentException("There is no part " + part);
        };
    }
}
