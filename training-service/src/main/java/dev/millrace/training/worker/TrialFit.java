package dev.millrace.training.worker;

import dev.millrace.contracts.training.Metrics;
import dev.millrace.training.engine.Engine;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.evaluation.Predictor;
import dev.millrace.training.fit.Deadline;
import dev.millrace.training.fit.Ending;
import dev.millrace.training.fit.Fit;
import dev.millrace.training.plan.TrainingPlan;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One trial from prepared rows to metrics. */
final class TrialFit {

    private final Engine engine;
    private final OpenData open;

    TrialFit(Engine engine, OpenData open) {
        this.engine = engine;
        this.open = open;
    }

    WorkerReport.TrialMeasured run(WorkerTask.Trial task) throws IOException {
        long start = System.nanoTime();
        var deadline = Deadline.in(task.seconds());
        var data = task.data();
        var train = open.rows(data, "train");
        var validation = open.rows(data, "validation");
        new CategoryCheck(task.request(), open.prepared(data).transform())
                .require(part -> open.rows(data, part));
        var classRows = ClassRows.of(task.request(), data, train);
        var plan = TrainingPlan.of(task.request(), data, classRows);
        var initial = InitialWeights.of(plan.network(), plan.randomness());
        try (var network = engine.open(plan.network(), plan.objective(), initial)) {
            var fit = new Fit(plan.fit(), plan.randomness(), train, validation);
            var fitted =
                    fit.run(network, epoch -> epoch.number() < last(task) && !deadline.isOver());
            return new WorkerReport.TrialMeasured(
                    fitted.epochs(),
                    fitted.bestEpoch(),
                    fitted.ending() != Ending.PRUNED || fitted.epochs() == plan.fit().epochs(),
                    (System.nanoTime() - start) / 1e9,
                    fitted.history().get(fitted.bestEpoch() - 1).validationLoss(),
                    WorkerReport.Losses.of(fitted),
                    metrics(task, NetworkOutputs.of(network)));
        }
    }

    private static int last(WorkerTask.Trial task) {
        return task.until() == null ? Integer.MAX_VALUE : task.until();
    }

    private Map<String, Metrics> metrics(WorkerTask.Trial task, Predictor network)
            throws IOException {
        var target = open.prepared(task.data()).transform().target();
        var metrics = new LinkedHashMap<String, Metrics>();
        for (var part : task.test() ? List.of("validation", "test") : List.of("validation")) {
            var rows = open.rows(task.data(), part);
            metrics.put(part, Answers.of(network, target, rows, rows.size()).metrics());
        }
        return metrics;
    }
}
