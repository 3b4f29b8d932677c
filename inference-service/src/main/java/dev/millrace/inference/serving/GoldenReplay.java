package dev.millrace.inference.serving;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.GoldenRow;
import java.util.List;
import java.util.Objects;

/**
 * Compares what a model says now with what it said when it was trained: features to the bit,
 * outputs and predictions within {@value #TOLERANCE} * max(1, |y|). Rows are replayed all at once
 * and one by one, because an engine may compute a batch in another order than a row.
 */
final class GoldenReplay {

    static final double TOLERANCE = 1e-6;

    private final ServedModel model;
    private final List<GoldenRow> golden;
    private final double threshold;
    private final List<String> featureNames;

    /**
     * @param threshold that the golden rows were predicted with, whatever is served with
     */
    GoldenReplay(ServedModel model, List<GoldenRow> golden, double threshold) {
        this.model = model;
        this.golden = golden;
        this.threshold = threshold;
        this.featureNames = model.transform().outputNames();
    }

    void run() {
        for (int i = 0; i < golden.size(); i++) {
            replay(i, List.of(golden.get(i)));
        }
        replay(0, golden);
    }

    private void replay(int first, List<GoldenRow> rows) {
        float[] features = features(first, rows);
        int width = featureNames.size();
        for (int i = 0; i < rows.size(); i++) {
            compareFeatures(first + i, rows.get(i), features, i * width);
        }
        double[] outputs = model.outputs(features, rows.size());
        int outputWidth = outputs.length / rows.size();
        for (int i = 0; i < rows.size(); i++) {
            compareOutput(first + i, rows.get(i), outputs, i * outputWidth, outputWidth);
        }
    }

    private float[] features(int first, List<GoldenRow> rows) {
        try {
            return model.features(rows.stream().map(GoldenRow::row).toList());
        } catch (PlatformException refused) {
            // Rows come one by one first: the mistakes are those of this row.
            List<Mistake> mistakes =
                    refused.failure().mistakes().stream().map(GoldenReplay::withoutRow).toList();
            throw new PlatformException(
                    FailureCode.MODEL_NOT_VERIFIED,
                    "%s refuses its own golden row %d: %s %s"
                            .formatted(
                                    model.reference(),
                                    first,
                                    mistakes.getFirst().field(),
                                    mistakes.getFirst().message()),
                    mistakes);
        }
    }

    private static Mistake withoutRow(Mistake mistake) {
        String field = String.valueOf(mistake.field());
        return Mistake.in(field.substring(field.indexOf('.') + 1), mistake.message());
    }

    private void compareFeatures(int row, GoldenRow golden, float[] features, int offset) {
        if (golden.features().length != featureNames.size()) {
            throw mismatch(
                    row, "number of features", golden.features().length, featureNames.size());
        }
        for (int i = 0; i < golden.features().length; i++) {
            float expected = golden.features()[i];
            float found = features[offset + i];
            if (Float.floatToRawIntBits(expected) != Float.floatToRawIntBits(found)) {
                throw mismatch(row, "feature " + featureNames.get(i), expected, found);
            }
        }
    }

    private void compareOutput(int row, GoldenRow golden, double[] outputs, int offset, int width) {
        if (golden.output().length != width) {
            throw mismatch(row, "number of outputs", golden.output().length, width);
        }
        var found = new double[width];
        for (int i = 0; i < width; i++) {
            found[i] = outputs[offset + i];
            if (!isClose(golden.output()[i], found[i])) {
                throw mismatch(row, "output " + i, golden.output()[i], found[i]);
            }
        }
        Object prediction = model.transform().target().predict(found, threshold);
        if (!isSame(golden.prediction(), prediction)) {
            throw mismatch(row, "prediction", golden.prediction(), prediction);
        }
    }

    private static boolean isSame(Object expected, Object found) {
        return expected instanceof Number before && found instanceof Number now
                ? isClose(before.doubleValue(), now.doubleValue())
                : Objects.equals(expected, found);
    }

    private static boolean isClose(double expected, double found) {
        return Math.abs(expected - found) <= TOLERANCE * Math.max(1, Math.abs(expected));
    }

    private PlatformException mismatch(int row, String what, Object expected, Object found) {
        return new PlatformException(
                FailureCode.MODEL_NOT_VERIFIED,
                "%s is not what was trained: golden row %d, %s: expected %s, found %s. It is not served; train or register the version again."
                        .formatted(model.reference(), row, what, expected, found));
    }
}
