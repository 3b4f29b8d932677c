package dev.millrace.training.job;

import dev.millrace.contracts.training.Metrics;
import dev.millrace.training.tracking.Point;
import dev.millrace.training.worker.WorkerReport.Losses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What workers measure, under the names that runs use. */
public final class Points {

    private Points() {}

    /** By part and name, such as {@code test.auc}. */
    public static Map<String, Double> named(Map<String, Metrics> parts) {
        var metrics = new LinkedHashMap<String, Double>();
        parts.forEach((part, measured) -> metrics.putAll(named(part, measured.values())));
        return metrics;
    }

    public static Map<String, Double> named(String part, Map<String, Double> values) {
        var metrics = new LinkedHashMap<String, Double>();
        values.forEach((name, value) -> metrics.put(part + "." + name, value));
        return metrics;
    }

    /**
     * All that came of a fit.
     *
     * @param known losses of so many epochs are known already
     * @param metrics as they were after the last epoch
     * @param at milliseconds since 1970
     */
    public static List<Point> of(Losses losses, int known, Map<String, Double> metrics, long at) {
        int epochs = losses.training().size();
        var points = new ArrayList<Point>();
        for (int epoch = known + 1; epoch <= epochs; epoch++) {
            points.add(new Point("loss", epoch, at, losses.training().get(epoch - 1)));
            points.add(new Point("validationLoss", epoch, at, losses.validation().get(epoch - 1)));
        }
        metrics.forEach((name, value) -> points.add(new Point(name, epochs, at, value)));
        return points;
    }
}
