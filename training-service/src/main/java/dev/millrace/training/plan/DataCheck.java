package dev.millrace.training.plan;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.transform.TargetSpec.Kind;

/** Whether something can be learned from the data at all. */
public final class DataCheck {

    private DataCheck() {}

    /** Refuses what cannot work before anything starts. */
    public static void require(PreparedData data) {
        rows("training", data.trainRows());
        rows("validation", data.validationRows());
        rows("test", data.testRows());
        classes(data);
        if (data.featureNames().isEmpty()) {
            throw untrainable("The prepared data has no features; the recipe needs at least one.");
        }
    }

    private static void rows(String part, long rows) {
        if (rows == 0) {
            throw untrainable(
                    "The %s part has no rows. Prepare more data, or give that part a larger share of it."
                            .formatted(part));
        }
    }

    private static void classes(PreparedData data) {
        if (!ObjectiveCheck.hasClasses(data)) {
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

    private static PlatformException untrainable(String message) {
        return new PlatformException(FailureCode.UNTRAINABLE_DATA, message);
    }
}
