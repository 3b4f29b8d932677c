package dev.millrace.training.plan;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.transform.TargetSpec.Kind;

/** Whether something can be learned from the data at all, within the memory that a worker has. */
public final class DataCheck {

    // The rest is for reading, for evaluating and for Java itself.
    private static final double SHARE_OF_HEAP = 0.6;
    private static final int ARRAY_LIMIT = Integer.MAX_VALUE - 8;
    // Now, best, and on the way between engine and file.
    private static final int COPIES_OF_WEIGHTS = 3;

    private DataCheck() {}

    /** Refuses what cannot work, with sizes, before anything starts. */
    public static void require(PreparedData data, TrainingPlan plan, long heapBytes) {
        rows("training", data.trainRows());
        rows("validation", data.validationRows());
        rows("test", data.testRows());
        classes(data);
        width(data);
        memory(data, plan, heapBytes);
    }

    private static void rows(String part, long rows) {
        if (rows == 0) {
            throw untrainable(
                    "The %s part has no rows. Prepare more data, or give that part a larger share of it."
                            .formatted(part));
        }
    }

    private static void classes(PreparedData data) {
        if (data.target().kind() == Kind.REGRESSION || data.target().kind() == Kind.NONE) {
            return;
        }
        var classes = data.classes();
        int found = classes == null ? 0 : classes.size();
        if (found < 2) {
            throw untrainable(
                    "The target %s has %d class%s in the training part; a classifier needs at least 2."
                            .formatted(data.target().column(), found, found == 1 ? "" : "es"));
        }
        if (data.target().kind() == Kind.BINARY && found > 2) {
            throw untrainable(
                    "The target %s has %d classes, but binary means 2; its kind would be multiclass."
                            .formatted(data.target().column(), found));
        }
    }

    private static void width(PreparedData data) {
        if (data.featureNames().isEmpty()) {
            throw untrainable("The prepared data has no features; the recipe needs at least one.");
        }
    }

    private static void memory(PreparedData data, TrainingPlan plan, long heapBytes) {
        int width = data.featureNames().size();
        long rows = data.trainRows() + data.validationRows() + data.testRows();
        long numbers = rows * (width + 1L + plan.network().output().units());
        long weights = plan.network().parameters();
        long needed = (numbers + COPIES_OF_WEIGHTS * weights) * Float.BYTES;
        long limit = (long) (heapBytes * SHARE_OF_HEAP);
        if (needed > limit || data.trainRows() * width > ARRAY_LIMIT) {
            throw new PlatformException(
                    weights * COPIES_OF_WEIGHTS > numbers
                            ? FailureCode.INVALID_NETWORK
                            : FailureCode.UNTRAINABLE_DATA,
                    """
                    %d rows of %d features and a network of %d weights need about %d MB of the worker's memory, which \
                    has %d MB for them. Use less data or a smaller network, or raise millrace.training.worker.heap \
                    (now %d MB).\
                    """
                            .formatted(
                                    rows,
                                    width,
                                    weights,
                                    mega(needed),
                                    mega(limit),
                                    mega(heapBytes)));
        }
    }

    private static long mega(long bytes) {
        return bytes >> 20;
    }

    private static PlatformException untrainable(String message) {
        return new PlatformException(FailureCode.UNTRAINABLE_DATA, message);
    }
}
