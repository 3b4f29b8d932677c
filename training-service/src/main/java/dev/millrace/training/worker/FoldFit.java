package dev.millrace.training.worker;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.EvaluationOptions;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.baseline.Baselines;
import dev.millrace.training.engine.Engine;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.evaluation.Predictions;
import dev.millrace.training.fit.Fit;
import dev.millrace.training.fold.FoldData;
import dev.millrace.training.fold.Folds;
import dev.millrace.training.plan.DataFacts;
import dev.millrace.training.plan.Resolution;
import dev.millrace.training.plan.TrainingPlan;
import dev.millrace.transform.TransformSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** One fold from raw rows to metrics of those that it holds out. */
final class FoldFit {

    private final ObjectStore store;
    private final Engine engine;
    private final OpenData open;
    private final JsonMapper json;
    private final int threads;

    FoldFit(ObjectStore store, Engine engine, OpenData open, JsonMapper json, int threads) {
        this.store = store;
        this.engine = engine;
        this.open = open;
        this.json = json;
        this.threads = threads;
    }

    WorkerReport.FoldMeasured run(WorkerTask.Fold task) throws IOException {
        long start = System.nanoTime();
        var table = open.table(task.data(), task.folding());
        var parts = Folds.of(table, task.folding(), task.repetition()).parts(task.fold());
        var recipe = task.data().recipe();
        var spec = new TransformSpec(recipe.features(), recipe.target());
        var fold = FoldData.of(spec, table, parts);
        var plan = plan(task, fold);
        var initial = InitialWeights.of(plan.network(), plan.randomness());
        try (var network = engine.open(plan.network(), plan.objective(), initial)) {
            var fit = new Fit(plan.fit(), plan.randomness(), fold.train(), fold.validation());
            var fitted = fit.run(network, epoch -> true);
            var outputs =
                    NetworkOutputs.of(network)
                            .outputs(fold.heldOut().features(), fold.heldOut().labels().length);
            var heldOut = new HeldOutRows(table, parts.heldOut(), fold.transform().target());
            heldOut.write(outputs, store, task.predictions(), json);
            return new WorkerReport.FoldMeasured(
                    task.repetition(),
                    task.fold(),
                    fitted.epochs(),
                    fitted.bestEpoch(),
                    (System.nanoTime() - start) / 1e9,
                    WorkerReport.Losses.of(fitted),
                    fold.transform().hash(),
                    metrics(task, fold, outputs));
        }
    }

    /** What the request leaves open, such as vocabularies, follows from the fold alone. */
    private static TrainingPlan plan(WorkerTask.Fold task, FoldData fold) throws IOException {
        var facts = DataFacts.of(fold.transform(), fold.train().count());
        var request = Resolution.of(task.request(), facts);
        var categories = new CategoryCheck(request, fold.transform());
        categories.require("fold's training", fold.train());
        categories.require("fold's validation", fold.validation());
        categories.require("fold's held-out", fold.heldOut());
        var data = describe(task.data(), fold);
        return TrainingPlan.of(request, data, ClassRows.of(request, data, fold.train()));
    }

    private Map<String, Metrics> metrics(WorkerTask.Fold task, FoldData fold, double[] outputs)
            throws IOException {
        var target = fold.transform().target();
        var metrics = new LinkedHashMap<String, Metrics>();
        var predictions = Predictions.of(target, fold.heldOut().labels(), outputs);
        metrics.put("network", predictions.metrics());
        var options = requireNonNullElse(task.request().evaluation(), EvaluationOptions.usual());
        new Baselines(target, task.request().seed(), threads)
                .on(fold.train(), fold.validation(), fold.heldOut(), options.baselines()).stream()
                        .filter(baseline -> baseline.skipped() == null)
                        .forEach(baseline ->
                                metrics.put(
                                        baseline.kind().text(),
                                        requireNonNull(baseline.metrics().get("test"))));
        return metrics;
    }

    /** The prepared data as it would be if the fold were all there is. */
    private static PreparedData describe(PreparedData whole, FoldData fold) {
        var target = fold.transform().target();
        return new PreparedData(
                whole.id(),
                whole.hash(),
                whole.inputs(),
                whole.location(),
                fold.train().count(),
                fold.validation().count(),
                fold.heldOut().count(),
                fold.transform().hash(),
                fold.transform().outputNames(),
                whole.target(),
                target.labels().isEmpty() ? null : target.classes(),
                whole.recipe(),
                whole.createdAt(),
                whole.createdBy());
    }
}
