package dev.millrace.training.launch;

import dev.millrace.kit.store.StoreSettings;
import dev.millrace.training.worker.WorkerSetup;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Starts workers and tells them what to do, where the data is and where to report. */
@Component
class WorkerStarter {

    private static final Logger log = LoggerFactory.getLogger(WorkerStarter.class);

    private final WorkerSettings settings;
    private final StoreSettings store;
    private final Launcher launcher;
    private final JsonMapper json;
    private final Environment environment;

    WorkerStarter(
            WorkerSettings settings,
            StoreSettings store,
            Launcher launcher,
            JsonMapper json,
            Environment environment) {
        this.settings = settings;
        this.store = store;
        this.launcher = launcher;
        this.json = json;
        this.environment = environment;
    }

    /** Starts a worker, which makes itself ready for its first task. */
    WorkerProcess start(@Nullable Integer gpu) throws IOException {
        var worker = new WorkerProcess(UUID.randomUUID(), launcher.launch(gpu));
        worker.tell(json.writeValueAsString(new WorkerSetup(store, settings.threads())));
        return worker;
    }

    /** Tells a worker what to do. */
    void give(WorkerProcess worker, Errand errand) {
        worker.logAsThisThread();
        try {
            worker.tell(json.writeValueAsString(errand.task(reports(worker))));
        } catch (IOException gone) {
            // It ended before it read its task, which its last message will say.
            log.info("Worker {} was gone before it got its task.", worker.name());
        }
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
}
