package dev.millrace.training.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends reports in their order, from a thread of its own, so that training never waits for them. A
 * worker whose reports are not taken ends: the service will start another.
 */
final class Reporter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Reporter.class);

    /** Never sent: tells the sender that nothing follows. */
    private static final WorkerReport END = new WorkerReport.Stage("end");

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI target;
    private final ObjectWriter writer;
    private final HttpClient http;
    private final BlockingQueue<WorkerReport> waiting = new LinkedBlockingQueue<>();
    private final Thread sender;

    Reporter(URI target, HttpClient http, JsonMapper json) {
        this.http = http;
        this.target = target;
        writer = json.writerFor(new TypeReference<List<WorkerReport>>() {});
        sender = Thread.ofPlatform().daemon().name("reports").start(this::run);
    }

    void send(WorkerReport report) {
        waiting.add(report);
    }

    /** Waits until everything has been sent. */
    @Override
    public void close() {
        waiting.add(END);
        try {
            sender.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean ended = false;
            while (!ended) {
                var reports = new ArrayList<WorkerReport>();
                reports.add(waiting.take());
                waiting.drainTo(reports);
                ended = reports.remove(END);
                if (!reports.isEmpty()) {
                    post(reports);
                }
            }
        } catch (IOException | InterruptedException unheard) {
            log.error(
                    "The service does not take reports at {}; this worker ends.", target, unheard);
            Runtime.getRuntime().halt(WorkerMain.UNHEARD);
        }
    }

    private void post(List<WorkerReport> reports) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(target)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        writer.writeValueAsBytes(reports)))
                        .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    "status %d: %s".formatted(response.statusCode(), response.body()));
        }
    }
}
