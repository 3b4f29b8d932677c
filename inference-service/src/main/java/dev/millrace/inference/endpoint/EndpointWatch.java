package dev.millrace.inference.endpoint;

import dev.millrace.inference.serving.ModelLoader;
import dev.millrace.kit.web.Failures;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes this instance serve what the table of endpoints says: after a start, and when another
 * instance deployed or deleted something. What cannot be loaded leaves the rest alone.
 */
@Component
class EndpointWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EndpointWatch.class);

    private final Endpoints endpoints;
    private final ServedEndpoints served;
    private final LoadProblems problems;
    private final ModelLoader loader;
    private final ModelReferences references;
    private final PredictionMetrics metrics;
    private final WatchSettings settings;
    private @Nullable ScheduledExecutorService thread;

    EndpointWatch(
            Endpoints endpoints,
            ServedEndpoints served,
            LoadProblems problems,
            ModelLoader loader,
            ModelReferences references,
            PredictionMetrics metrics,
            WatchSettings settings) {
        this.endpoints = endpoints;
        this.served = served;
        this.problems = problems;
        this.loader = loader;
        this.references = references;
        this.metrics = metrics;
        this.settings = settings;
    }

    /** Does what the table asks for now. */
    void look() {
        // Read in this order: an endpoint installed after the second line is not taken for deleted.
        Map<String, Long> loaded = served.revisions();
        Map<String, Long> wanted = endpoints.revisions();
        loaded.forEach((name, revision) -> {
            if (!wanted.containsKey(name)) {
                served.remove(name, revision);
                metrics.forget(name);
            }
        });
        problems.keepOnly(wanted.keySet());
        wanted.forEach((name, revision) -> {
            if (!served.hasReached(name, revision) && problems.allowTry(name, revision)) {
                load(name);
            }
        });
    }

    /** Asks for {@link #look} at once, without waiting for it. */
    void lookSoon() {
        soon(this::look);
    }

    /** Gives versions back that are no longer served, without waiting for it. */
    void releaseSoon() {
        soon(references::releaseSuperseded);
    }

    private void load(String name) {
        endpoints.find(name).ifPresent(this::load);
    }

    private void load(EndpointRow row) {
        try {
            var model = loader.load(row.version(), row.threshold(), (share, sentence) -> {});
            served.install(row.name(), row.revision(), model);
            problems.clear(row.name());
            log.info("Endpoint {} answers with {}.", row.name(), model.reference());
        } catch (Exception failed) {
            String message = Failures.of(failed).message();
            problems.record(row.name(), row.revision(), message);
            log.warn(
                    "Endpoint {} does not answer with {} on this instance; it is tried again in {}. {}",
                    row.name(),
                    row.version().reference(),
                    LoadProblems.PAUSE,
                    message,
                    failed);
        }
    }

    @Override
    public synchronized void start() {
        var started =
                Executors.newSingleThreadScheduledExecutor(task ->
                        Thread.ofPlatform().name("endpoint-watch").daemon().unstarted(task));
        repeat(started, settings.endpoints(), this::look);
        repeat(started, settings.references(), references::releaseSuperseded);
        thread = started;
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.close();
            thread = null;
        }
        served.removeAll();
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** Lower than the web server's: models are closed after it has answered its last request. */
    @Override
    public int getPhase() {
        return 0;
    }

    private synchronized void soon(Runnable task) {
        if (thread != null) {
            thread.execute(guarded(task));
        }
    }

    private static void repeat(ScheduledExecutorService thread, Duration pause, Runnable task) {
        thread.scheduleWithFixedDelay(guarded(task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An exception would end the repetition; the endpoints that are loaded keep answering. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException failed) {
                log.warn(
                        "Could not look for changed endpoints; what is loaded keeps answering. {}",
                        failed.toString());
            }
        };
    }
}
