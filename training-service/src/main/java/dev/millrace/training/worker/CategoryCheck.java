package dev.millrace.training.worker;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.CategoryLimits;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.fit.RowSource;
import dev.millrace.transform.FittedTransform;
import java.io.IOException;
import java.util.List;

/**
 * Refuses numbers that an embedding has no vector for before anything is learned, in whatever part
 * they are; an engine would come upon them late, and could not say whose they are.
 */
final class CategoryCheck {

    private static final List<String> PARTS = List.of("train", "validation", "test");
    private static final int ROWS_AT_ONCE = 4096;

    private final CategoryLimits limits;

    /**
     * @param request with nothing left open
     */
    CategoryCheck(TrainRequest request, FittedTransform transform) {
        limits = CategoryLimits.of(request.layers(), transform);
    }

    /** Opens a part. */
    interface Source {
        RowSource open(String part) throws IOException;
    }

    /** Opens and reads all parts, unless none of their rows can be wrong. */
    void require(Source source) throws IOException {
        for (var part : limits.isEmpty() ? List.<String>of() : PARTS) {
            require(part, source.open(part));
        }
    }

    /** The same for rows that are there already. */
    void require(String part, RowSource rows) throws IOException {
        if (limits.isEmpty()) {
            return;
        }
        try (var batches = rows.inOrder(ROWS_AT_ONCE)) {
            long before = 0;
            for (var batch = batches.next(); batch != null; batch = batches.next()) {
                int width = batch.features().length / batch.rows();
                for (int row = 0; row < batch.rows(); row++) {
                    require(part, before + row + 1, batch.features(), row * width);
                }
                before += batch.rows();
            }
        }
    }

    private void require(String part, long row, float[] features, int offset) {
        var outside = limits.outside(features, offset);
        if (!outside.isEmpty()) {
            throw new PlatformException(
                    FailureCode.UNTRAINABLE_DATA,
                    "Row %d of the %s part: %s. Correct or filter it in the recipe, or give the embedding a larger vocabulary."
                            .formatted(row, part, outside.getFirst().message()));
        }
    }
}
