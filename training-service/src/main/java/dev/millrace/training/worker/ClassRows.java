package dev.millrace.training.worker;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.fit.RowSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** How many rows each class has. */
final class ClassRows {

    private static final int ROWS_AT_ONCE = 4096;

    private ClassRows() {}

    /** By class index; empty where nobody asks for it, since it takes a pass over the data. */
    static List<Long> of(TrainRequest request, PreparedData data, RowSource rows)
            throws IOException {
        var weights = request.classWeights();
        var classes = data.classes();
        if (classes == null || weights == null || !Boolean.TRUE.equals(weights.balanced())) {
            return List.of();
        }
        var counts = new long[classes.size()];
        try (var batches = rows.inOrder(ROWS_AT_ONCE)) {
            for (var batch = batches.next(); batch != null; batch = batches.next()) {
                for (float label : batch.labels()) {
                    counts[(int) label]++;
                }
            }
        }
        return Arrays.stream(counts).boxed().toList();
    }
}
