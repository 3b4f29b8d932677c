package dev.millrace.training.data;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;

/** Refuses rows that nothing can be learned from, with their place and a remedy. */
record RowCheck(RowLayout layout) {

    /**
     * @param features of which {@code width} from {@code from} on are of the row
     * @param row counted from 1 within the file
     */
    void require(float[] features, int from, int width, double label, String file, long row) {
        if (width != layout.width()) {
            throw refused(
                    file,
                    row,
                    "has %d features, but the data says %d".formatted(width, layout.width()));
        }
        for (int index = from; index < from + width; index++) {
            if (!Float.isFinite(features[index])) {
                throw refused(
                        file,
                        row,
                        "has %s as feature number %d; impute, clip or filter it in the recipe"
                                .formatted(features[index], index - from + 1));
            }
        }
        if (layout.isLabelled()) {
            label(label, file, row);
        }
    }

    private void label(double label, String file, long row) {
        if (!Double.isFinite(label)) {
            throw refused(file, row, "has the label " + label + "; filter such rows in the recipe");
        }
        int classes = layout.classes();
        if (classes > 0 && (label < 0 || label >= classes || label != Math.rint(label))) {
            throw refused(
                    file,
                    row,
                    "has the label %s, but the %d classes are numbered 0 to %d"
                            .formatted(label, classes, classes - 1));
        }
    }

    private static PlatformException refused(String file, long row, String what) {
        return new PlatformException(
                FailureCode.UNTRAINABLE_DATA,
                "Row %d of %s %s. Prepare the data again.".formatted(row, file, what));
    }
}
