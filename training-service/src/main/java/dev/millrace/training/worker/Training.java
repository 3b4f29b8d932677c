package dev.millrace.training.worker;

import dev.millrace.contracts.training.Metrics;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.engine.Engine;
import dev.millrace.training.engine.ExportedNetwork;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.engine.ModelFormat;
import dev.millrace.training.fit.Fit;
import dev.millrace.training.fit.Fitted;
import dev.millrace.training.fit.Rows;
import dev.millrace.training.plan.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** One task from prepared rows to stored artifacts. */
final class Training {

    private final ObjectStore store;
    private final Engine engine;
    private final ModelFormat format;
    private final Folder folder;
    private final JsonMapper json;

    Training(ObjectStore store, Engine engine, ModelFormat format, Folder folder, JsonMapper json) {
        this.store = store;
        this.engine = engine;
        this.format = format;
        this.folder = folder;
        this.json = json;
    }

    WorkerReport.Succeeded run(WorkerTask task, Reporter reports) throws IOException {
        var prepared = Prepared.of(task.data(), store);
        reports.send(new WorkerReport.Stage("reading the training and validation parts"));
        var train = prepared.rows("train");
        var validation = prepared.rows("validation");
        var artifacts = Files.createDirectories(folder.path().resolve("artifacts"));
        var fitted = fit(task, train, validation, artifacts, reports);

        reports.send(new WorkerReport.Stage("evaluating and storing the model"));
        Files.writeString(artifacts.resolve("weights.sha256"), fitted.weights().hash() + "\n");
        Files.writeString(artifacts.resolve("transform.json"), prepared.transform().toJson());
        var metrics = new LinkedHashMap<String, Metrics>();
        try (var exported = format.load(artifacts.resolve("saved_model"))) {
            var evaluation = new Evaluation(exported, prepared.transform().target());
            metrics.put("train", evaluation.of(train));
            metrics.put("validation", evaluation.of(validation));
            metrics.put("test", evaluation.of(prepared.rows("test")));
            writeExamples(exported, prepared, artifacts);
        }
        return new WorkerReport.Succeeded(
                fitted.epochs(),
                fitted.bestEpoch(),
                fitted.weights().hash(),
                metrics,
                new Artifacts(artifacts).store(store, task.output()),
                environment());
    }

    private Fitted fit(
            WorkerTask task, Rows train, Rows validation, Path artifacts, Reporter reports) {
        var plan = TrainingPlan.of(task.request(), task.data());
        var initial = InitialWeights.of(plan.network(), plan.randomness());
        try (var network = engine.open(plan.network(), plan.objective(), initial)) {
            var fit = new Fit(plan.fit(), plan.randomness(), train, validation);
            var fitted =
                    fit.run(network, epoch -> reports.send(new WorkerReport.EpochEnded(epoch)));
            format.write(plan.network(), fitted.weights(), artifacts.resolve("saved_model"));
            return fitted;
        }
    }

    private void writeExamples(ExportedNetwork exported, Prepared prepared, Path artifacts)
            throws IOException {
        var examples = new Examples(exported, prepared.transform(), json);
        examples.writeGolden(prepared.files(), artifacts.resolve("golden.json"));
        examples.writePredictions(prepared.files(), artifacts.resolve("test-predictions.jsonl"));
    }

    private Map<String, String> environment() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("java", System.getProperty("java.runtime.version"));
        facts.put("engine", engine.description());
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("device", engine.device());
        return facts;
    }
}
