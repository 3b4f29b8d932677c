package dev.millrace.training.worker;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.training.EvaluationOptions;
import dev.millrace.contracts.training.EvaluationOptions.ThresholdOptions;
import dev.millrace.contracts.training.EvaluationReport;
import dev.millrace.contracts.training.EvaluationReport.Baseline;
import dev.millrace.contracts.training.EvaluationReport.Forecast;
import dev.millrace.contracts.training.EvaluationReport.Importance;
import dev.millrace.contracts.training.PartEvaluation;
import dev.millrace.training.baseline.Baselines;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.evaluation.PartReport;
import dev.millrace.training.evaluation.PermutationImportance;
import dev.millrace.training.evaluation.PermutationImportance.Feature;
import dev.millrace.training.evaluation.Predictions;
import dev.millrace.training.evaluation.Predictions.Numbers;
import dev.millrace.training.evaluation.Predictor;
import dev.millrace.training.evaluation.Thresholds;
import dev.millrace.training.fit.Deadline;
import dev.millrace.training.fit.RowSource;
import dev.millrace.training.fit.Rows;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.TargetSpec.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how good the exported network, as it will serve, is on all parts, and what is to be
 * known beside.
 */
final class Evaluation {

    private static final int MOST_TRAINING_ROWS = 50_000;
    private static final int MOST_SLICED_ROWS = 50_000;
    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_OUTPUTS = 4_000_000;
    private static final int MOST_FEATURES = 64;
    private static final ThresholdOptions BY_F1 = new ThresholdOptions(null, null, null);

    private final Prepared prepared;
    private final WorkerTask.Train task;
    private final EvaluationOptions options;
    private final RawColumns columns;
    private final int threads;
    private final Deadline deadline;

    /**
     * @param deadline of what can be left out
     */
    Evaluation(Prepared prepared, WorkerTask.Train task, int threads, Deadline deadline) {
        this.prepared = prepared;
        this.task = task;
        this.threads = threads;
        this.deadline = deadline;
        options = requireNonNullElse(task.request().evaluation(), EvaluationOptions.usual());
        columns = new RawColumns(prepared.files(), options);
    }

    void requireColumns() throws IOException {
        columns.require();
    }

    EvaluationReport of(Predictor network, RowSource train, RowSource validation, RowSource test)
            throws IOException {
        long most = mostRows();
        var predictions = new LinkedHashMap<String, Predictions>();
        predictions.put(
                "train", Answers.of(network, target(), train, Math.min(most, MOST_TRAINING_ROWS)));
        predictions.put("validation", Answers.of(network, target(), validation, most));
        predictions.put("test", Answers.of(network, target(), test, most));
        return report(network, predictions, test, baselines(train, validation, test));
    }

    /**
     * The same for a network that has learned from the validation part too, whose metrics would say
     * nothing. Baselines go on to learn from the training part alone: they stop by the other one.
     */
    EvaluationReport ofBoth(
            Predictor network,
            RowSource both,
            RowSource train,
            RowSource validation,
            RowSource test)
            throws IOException {
        long most = mostRows();
        var predictions = new LinkedHashMap<String, Predictions>();
        predictions.put(
                "train", Answers.of(network, target(), both, Math.min(most, MOST_TRAINING_ROWS)));
        predictions.put("test", Answers.of(network, target(), test, most));
        return report(network, predictions, test, baselines(train, validation, test));
    }

    private EvaluationReport report(
            Predictor network,
            Map<String, Predictions> predictions,
            RowSource test,
            List<Baseline> baselines)
            throws IOException {
        return new EvaluationReport(
                parts(predictions),
                Thresholds.choose(requireNonNullElse(options.threshold(), BY_F1), predictions),
                importance(network, test),
                baselines,
                forecast(predictions));
    }

    /** What the version is to be served with: the threshold found, if the request asked for one. */
    @Nullable Double threshold(EvaluationReport found) {
        return options.threshold() == null || found.threshold() == null
                ? null
                : found.threshold().value();
    }

    private List<Baseline> baselines(RowSource train, RowSource validation, RowSource test)
            throws IOException {
        var known = task.baselines();
        return known != null
                ? known
                : new Baselines(target(), task.request().seed(), threads, deadline)
                        .on(train, validation, test, options.baselines());
    }

    /** So that what is measured fits into the memory of any worker. */
    private long mostRows() {
        return Math.min(MOST_ROWS, MOST_OUTPUTS / Math.max(1, target().labels().size()));
    }

    private Map<String, PartEvaluation> parts(Map<String, Predictions> predictions)
            throws IOException {
        var parts = new LinkedHashMap<String, PartEvaluation>();
        for (var part : predictions.entrySet()) {
            int slicedRows = Math.min(part.getValue().rows(), MOST_SLICED_ROWS);
            Map<String, List<@Nullable String>> slicing =
                    part.getKey().equals("train")
                            ? Map.of()
                            : columns.slicing(part.getKey(), slicedRows);
            parts.put(part.getKey(), PartReport.of(part.getValue(), slicing));
        }
        return parts;
    }

    private @Nullable Importance importance(Predictor network, RowSource test) throws IOException {
        var features = features();
        var enabled = options.importance().enabled();
        boolean wanted = enabled == null ? features.size() <= MOST_FEATURES : enabled;
        if (!wanted || target().kind() == Kind.NONE) {
            return null;
        }
        int repeats = options.importance().repeats();
        var rows = Rows.first(test, PermutationImportance.rows(features.size(), repeats));
        return new PermutationImportance(
                        network, target(), new Randomness(task.request().seed()), repeats)
                .of(features, rows.features(), rows.labels());
    }

    private List<Feature> features() {
        var features = new ArrayList<Feature>();
        int from = 0;
        for (var feature : prepared.transform().features()) {
            int width = feature.outputNames().size();
            features.add(new Feature(feature.name(), from, width));
            from += width;
        }
        return features;
    }

    private @Nullable Forecast forecast(Map<String, Predictions> predictions) throws IOException {
        if (options.forecast() == null
                || !(predictions.get("train") instanceof Numbers train)
                || !(predictions.get("test") instanceof Numbers test)) {
            return null;
        }
        return new Forecasts(columns, train, test).compare(options.forecast());
    }

    private FittedTarget target() {
        return prepared.transform().target();
    }
}
