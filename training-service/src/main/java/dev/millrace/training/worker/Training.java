package dev.millrace.training.worker;

import dev.millrace.contracts.training.EvaluationReport;
import dev.millrace.contracts.training.FitTo;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.training.checkpoint.CheckpointPlace;
import dev.millrace.training.checkpoint.Checkpointing;
import dev.millrace.training.checkpoint.Fingerprint;
import dev.millrace.training.data.PatientStore;
import dev.millrace.training.engine.Engine;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.engine.ModelFormat;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.WeightFile;
import dev.millrace.training.engine.Weights;
import dev.millrace.training.fit.Deadline;
import dev.millrace.training.fit.Fit;
import dev.millrace.training.fit.Fitted;
import dev.millrace.training.fit.RowSource;
import dev.millrace.training.plan.TrainingPlan;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** One task from prepared rows to stored artifacts. */
final class Training {

    private final PatientStore store;
    private final Engine engine;
    private final ModelFormat format;
    private final Folder folder;
    private final JsonMapper json;
    private final int threads;

    Training(
            PatientStore store,
            Engine engine,
            ModelFormat format,
            Folder folder,
            JsonMapper json,
            int threads) {
        this.store = store;
        this.engine = engine;
        this.format = format;
        this.folder = folder;
        this.json = json;
        this.threads = threads;
    }

    WorkerReport.Succeeded run(WorkerTask.Train task, Reporter reports) throws IOException {
        var deadline = Deadline.in(task.seconds());
        var prepared = Prepared.of(task.data(), store);
        var evaluation = new Evaluation(prepared, task, threads, deadline);
        evaluation.requireColumns(); // which could only be found missing after the fit
        reports.send(new WorkerReport.Stage("reading the training and validation parts"));
        var parts = prepared.parts();
        new CategoryCheck(task.request(), prepared.transform()).require(parts::streamed);
        boolean both = task.request().fitTo() == FitTo.TRAIN_AND_VALIDATION;
        var train = both ? parts.of("train", "validation") : parts.of("train");
        var validation = parts.of("validation");
        var artifacts = Files.createDirectories(folder.path().resolve("artifacts"));
        var listener = new ReportingListener(reports, deadline);
        var fitted = fit(task, train, validation, artifacts, listener);

        reports.send(new WorkerReport.Stage("evaluating and storing the model"));
        writeFit(fitted, artifacts);
        Files.writeString(artifacts.resolve("transform.json"), prepared.transform().toJson());
        EvaluationReport found;
        try (var exported = format.load(artifacts.resolve("saved_model"))) {
            var test = parts.of("test");
            var network = new NetworkOutputs(exported::outputs, rowsAtOnce(task));
            found =
                    both
                            ? evaluation.ofBoth(
                                    network, train, parts.streamed("train"), validation, test)
                            : evaluation.of(network, train, validation, test);
            Files.write(artifacts.resolve("evaluation.json"), json.writeValueAsBytes(found));
            new Examples(exported, prepared.transform(), evaluation.threshold(found), json)
                    .write(prepared.files(), artifacts);
        }
        return new WorkerReport.Succeeded(
                fitted.epochs(),
                fitted.bestEpoch(),
                fitted.weights().hash(),
                WorkerReport.FitFacts.of(fitted, task.request().epochs()),
                metrics(found),
                evaluation.threshold(found),
                baselines(found),
                new Artifacts(artifacts).store(store, task.output()),
                environment());
    }

    private static int rowsAtOnce(WorkerTask.Train task) {
        return TrainingPlan.network(task.request(), task.data()).rowsAtOnce();
    }

    private static Map<String, Metrics> metrics(EvaluationReport found) {
        var metrics = new LinkedHashMap<String, Metrics>();
        found.parts().forEach((part, evaluation) -> metrics.put(part, evaluation.metrics()));
        return metrics;
    }

    private static Map<String, Metrics> baselines(EvaluationReport found) {
        var metrics = new LinkedHashMap<String, Metrics>();
        for (var baseline : found.baselines()) {
            var onTest = baseline.metrics().get("test");
            if (onTest != null) {
                metrics.put(baseline.kind().text(), onTest);
            }
        }
        return metrics;
    }

    private Fitted fit(
            WorkerTask.Train task,
            RowSource train,
            RowSource validation,
            Path artifacts,
            ReportingListener listener)
            throws IOException {
        var classRows = ClassRows.of(task.request(), task.data(), train);
        var plan = TrainingPlan.of(task.request(), task.data(), classRows);
        var initial = start(task, InitialWeights.of(plan.network(), plan.randomness()));
        try (var network = engine.open(plan.network(), plan.objective(), initial)) {
            var fit = new Fit(plan.fit(), plan.randomness(), train, validation);
            var fitted = checkpointed(task, fit, network, listener);
            format.write(plan.network(), fitted.weights(), artifacts.resolve("saved_model"));
            return fitted;
        }
    }

    private Weights start(WorkerTask.Train task, Weights random) throws IOException {
        var start = task.start();
        if (start == null) {
            return random;
        }
        try (var file = new BufferedInputStream(store.open(start.key()))) {
            return start.over(random, WeightFile.read(file));
        }
    }

    private Fitted checkpointed(
            WorkerTask.Train task, Fit fit, TrainableNetwork network, ReportingListener listener)
            throws IOException {
        var reports = listener.reports();
        var fingerprint =
                Fingerprint.of(
                        json.writeValueAsString(task.request()),
                        task.data().hash(),
                        engine.description());
        try (var memory =
                new Checkpointing(
                        store,
                        CheckpointPlace.beside(task.output()),
                        fingerprint,
                        task.request().checkpoints(),
                        (event, facts) -> reports.send(new WorkerReport.Told(event, facts)))) {
            return fit.run(network, listener, memory);
        }
    }

    /** For whoever goes on from these weights, and for whoever asks how they came about. */
    private void writeFit(Fitted fitted, Path artifacts) throws IOException {
        Files.writeString(artifacts.resolve("weights.sha256"), fitted.weights().hash() + "\n");
        Files.write(artifacts.resolve("epochs.json"), json.writeValueAsBytes(fitted.history()));
        Files.write(artifacts.resolve("findings.json"), json.writeValueAsBytes(fitted.findings()));
        try (var file =
                new BufferedOutputStream(
                        Files.newOutputStream(artifacts.resolve(WeightFile.NAME)))) {
            WeightFile.of(Map.of("engine", engine.description()), fitted.weights()).write(file);
        }
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
