package dev.millrace.training.launch;

import dev.millrace.training.worker.WorkerReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker as the service sees it: it is told what to get ready for and then task after task, says
 * many things, and ends. Its id is known to it alone.
 */
final class WorkerProcess {

    private final UUID id;
    private final LaunchedWorker worker;
    private final WorkerLog log;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    /** What a worker says, and that it has ended. */
    sealed interface Message {

        record Said(WorkerReport report) implements Message {}

        /** Nothing follows. */
        record Ended(int status) implements Message {}
    }

    WorkerProcess(UUID id, LaunchedWorker worker) {
        this.id = id;
        this.worker = worker;
        log = new WorkerLog(worker);
        var _ = worker.ended().thenAccept(status -> messages.add(new Message.Ended(status)));
    }

    UUID id() {
        return id;
    }

    String name() {
        return worker.name();
    }

    boolean isAlive() {
        return worker.isAlive();
    }

    /** The last lines that it wrote, for a failure's message. */
    String lastWords() {
        return log.lastLines();
    }

    /** The next message; null if there was none within the time. */
    @Nullable Message next(Duration patience) throws InterruptedException {
        return messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void hear(List<WorkerReport> reports) {
        reports.forEach(report -> messages.add(new Message.Said(report)));
    }

    /** Writes a line; a worker that is gone does not read it, and its end is a message. */
    void tell(String line) throws IOException {
        var input = worker.input();
        input.write(line + "\n");
        input.flush();
    }

    /** From here on its lines are logged with the ids of this thread. */
    void logAsThisThread() {
        log.takeIdsOfThisThread();
    }

    /** At once, whatever it is doing. */
    void kill() {
        worker.kill();
    }

    /** Kills it if it still runs, waits for its end and removes what it left. */
    void remove() {
        worker.remove();
    }
}
