package dev.millrace.training.launch;

import dev.millrace.kit.store.StoreSettings;
import dev.millrace.training.worker.Folder;
import dev.millrace.training.worker.WorkerReport;
import dev.millrace.training.worker.WorkerSetup;
import dev.millrace.training.worker.WorkerTask;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The worker processes of this service. One more than is needed waits, warm, for the next task: a
 * fresh one takes seconds to load the engine.
 */
@Component
public final class Workers implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    private final WorkerSettings settings;
    private final StoreSettings store;
    private final JsonMapper json;
    private final Environment environment;
    private final Map<UUID, WorkerProcess> open = new ConcurrentHashMap<>();
    private @Nullable WorkerProcess spare;
    private boolean closed;

    Workers(
            WorkerSettings settings,
            StoreSettings store,
            JsonMapper json,
            Environment environment) {
        this.settings = settings;
        this.store = store;
        this.json = json;
        this.environment = environment;
    }

    /**
     * Gives a worker a task, made for the place where its reports are taken. The caller closes it
     * through {@link #release}.
     */
    public WorkerProcess begin(Function<URI, WorkerTask> task) throws IOException {
        var worker = take();
        worker.logAsThisThread();
        try {
            worker.tell(json.writeValueAsString(task.apply(reports(worker))));
        } catch (IOException gone) {
            // It ended before it read its task, which its last message will say.
            log.info("Worker {} was gone before it got its task.", worker.pid());
        }
        return worker;
    }

    /** Ends a worker, if it has not ended, and sees to the next spare. */
    public void release(WorkerProcess worker) {
        close(worker);
        keepSpare();
    }

    void hear(UUID id, List<WorkerReport> reports) {
        var worker = open.get(id);
        if (worker != null) {
            worker.hear(reports);
        }
    }

    boolean knows(UUID id) {
        return open.containsKey(id);
    }

    @EventListener(ApplicationReadyEvent.class)
    void keepSpare() {
        if (settings.spare()) {
            Thread.ofVirtual().name("spare-worker").start(this::startSpare);
        }
    }

    private synchronized void startSpare() {
        if (closed || (spare != null && spare.isAlive())) {
            return;
        }
        if (spare != null) {
            close(spare);
        }
        try {
            spare = start();
        } catch (IOException failure) {
            log.warn("No spare worker: {}. The next job starts one itself.", failure.toString());
        }
    }

    private synchronized WorkerProcess take() throws IOException {
        var ready = spare;
        spare = null;
        if (ready != null && ready.isAlive()) {
            return ready;
        }
        if (ready != null) {
            close(ready);
        }
        return start();
    }

    private WorkerProcess start() throws IOException {
        var folder = new Folder(Files.createTempDirectory("millrace-worker-"));
        var process = new WorkerCommand(settings).start(folder.path());
        var worker = new WorkerProcess(UUID.randomUUID(), process, folder);
        open.put(worker.id(), worker);
        worker.tell(json.writeValueAsString(new WorkerSetup(store, settings.threads())));
        return worker;
    }

    private URI reports(WorkerProcess worker) {
        var given = settings.reportUrl();
        var base =
                given == null
                        ? "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port")
                        : given;
        return URI.create(
                base + WorkerReportController.PATH.replace("{worker}", worker.id().toString()));
    }

    private void close(WorkerProcess worker) {
        open.remove(worker.id());
        worker.close();
    }

    @Override
    public synchronized void destroy() {
        closed = true;
        open.values().forEach(this::close);
    }
}
