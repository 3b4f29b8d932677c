package dev.millrace.training.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Passes a worker's output on to the service's log, with the job's ids and within bounds. */
final class WorkerLog {

    private static final Logger log = LoggerFactory.getLogger(WorkerLog.class);
    private static final int MOST_LINES = 500;
    private static final int MOST_CHARACTERS = 1000;
    private static final int LAST_LINES = 5;

    private final LaunchedWorker worker;
    private final Deque<String> last = new ArrayDeque<>();
    private volatile @Nullable Map<String, String> ids;

    WorkerLog(LaunchedWorker worker) {
        this.worker = worker;
        Thread.ofVirtual().name("worker-log-" + worker.name()).start(this::pump);
    }

    void takeIdsOfThisThread() {
        ids = MDC.getCopyOfContextMap();
    }

    String lastLines() {
        synchronized (last) {
            return String.join(" / ", last);
        }
    }

    private void pump() {
        try (var lines = worker.output()) {
            pump(lines);
        } catch (IOException closed) {
            log.debug("The output of worker {} ended: {}", worker.name(), closed.toString());
        }
    }

    private void pump(BufferedReader lines) throws IOException {
        int count = 0;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var shown = line.substring(0, Math.min(line.length(), MOST_CHARACTERS));
            if (!shown.stripLeading().startsWith("at ")) {
                remember(shown); // where it happened is in the log; here counts what
            }
            count++;
            if (count <= MOST_LINES) {
                log(shown);
            } else if (count == MOST_LINES + 1) {
                log("more than %d lines; the rest is not logged".formatted(MOST_LINES));
            }
        }
    }

    private void log(String line) {
        var context = ids;
        if (context != null) {
            MDC.setContextMap(context);
        }
        log.info("Worker {}: {}", worker.name(), line);
    }

    private void remember(String line) {
        synchronized (last) {
            last.addLast(line);
            if (last.size() > LAST_LINES) {
                last.removeFirst();
            }
        }
    }
}
