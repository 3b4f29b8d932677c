package dev.millrace.training.worker;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.Resources;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.StoreConnection;
import dev.millrace.training.data.PatientStore;
import dev.millrace.training.data.PreparedFiles;
import dev.millrace.training.engine.Batch;
import dev.millrace.training.engine.InitialWeights;
import dev.millrace.training.engine.ModelFormat;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.Output;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.engine.tensorflow.TensorflowFormat;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.databind.json.JsonMapper;

/** A process that is ready to train. */
final class Worker {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private final PatientStore store;
    private final Engines engines;
    private final ModelFormat format;
    private final Folder folder;
    private final HttpClient http;
    private final JsonMapper json;
    private final int threads;
    private final OpenData open;

    private Worker(
            PatientStore store,
            Engines engines,
            ModelFormat format,
            Folder folder,
            HttpClient http,
            JsonMapper json,
            int threads) {
        this.store = store;
        this.engines = engines;
        this.format = format;
        this.folder = folder;
        this.http = http;
        this.json = json;
        this.threads = threads;
        open = new OpenData(store);
    }

    /** Loads and exercises what a task will need, so that the task need not wait for it. */
    static Worker warm(WorkerSetup setup, Path folder, JsonMapper json) throws IOException {
        var engines = new Engines(setup.threads());
        var network =
                new Network(
                        List.of("x"),
                        List.of(Layer.Dense.of(1, Activation.RELU)),
                        new Output.Regression());
        var objective = Objective.of(new Loss.SquaredError(), new Optimizer.Adam(null));
        var initial = InitialWeights.of(network, new Randomness(0));
        try (var trained = engines.of(Resources.usual()).open(network, objective, initial)) {
            trained.step(new Batch(new float[] {1}, new float[] {1}), 0, 0.001);
        }
        var store = StoreConnection.open(setup.store());
        connect(store);
        PreparedFiles.warm();
        json.readerFor(WorkerTask.class); // builds the readers of all types in it
        return new Worker(
                new PatientStore(store),
                engines,
                new TensorflowFormat(setup.threads()),
                new Folder(folder),
                HttpClient.newHttpClient(),
                json,
                setup.threads());
    }

    /** Beside all else: a store that is away is for the first task to wait for. */
    private static void connect(ObjectStore store) {
        Thread.ofVirtual()
                .name("connect")
                .start(() -> {
                    try {
                        store.exists("training/");
                    } catch (SdkException away) {
                        log.info("S3 does not answer yet: {}", away.toString());
                    }
                });
    }

    void work(WorkerTask task) throws IOException {
        try (var reports = new Reporter(task.reports(), http, json)) {
            store.patience()
                    .tell((event, sentence) -> {
                        reports.send(new WorkerReport.Stage(sentence));
                        reports.send(new WorkerReport.Told(event, Map.of("message", sentence)));
                    });
            reports.send(outcome(task, reports));
        }
    }

    /** A failure that would come again is an answer; any other ends the process and is retried. */
    private WorkerReport outcome(WorkerTask task, Reporter reports) throws IOException {
        try {
            var engine = engines.of(task.request().resources());
            return switch (task) {
                case WorkerTask.Train train ->
                        new Training(store, engine, format, folder, json, threads)
                                .run(train, reports);
                case WorkerTask.Fold fold ->
                        new FoldFit(store.plain(), engine, open, json, threads).run(fold);
                case WorkerTask.Trial trial -> new TrialFit(engine, open).run(trial);
                case WorkerTask.Baselines baselines ->
                        new BaselineFit(open, threads).run(baselines);
            };
        } catch (PlatformException failure) {
            if (failure.code().retryable()) {
                throw failure;
            }
            return new WorkerReport.Failed(failure.failure());
        }
    }
}
