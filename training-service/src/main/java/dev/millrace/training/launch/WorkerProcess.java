package dev.millrace.training.launch;

import dev.millrace.training.worker.Folder;
import dev.millrace.training.worker.WorkerReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker as the service sees it: it is told two things, says many, and ends. Its id is known to
 * it alone.
 */
public final class WorkerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final UUID id;
    private final Process process;
    private final WorkerLog log;
    private final Folder folder;
    private final BufferedWriter input;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    /** What a worker says, and that it has ended. */
    public sealed interface Message {

        record Said(WorkerReport report) implements Message {}

        /** Nothing follows. */
        record Ended(int status) implements Message {}
    }

    WorkerProcess(UUID id, Process process, Folder folder) {
        this.id = id;
        this.process = process;
        this.folder = folder;
        log = new WorkerLog(process);
        input = process.outputWriter(StandardCharsets.UTF_8);
        var _ =
                process.onExit()
                        .thenAccept(ended -> messages.add(new Message.Ended(ended.exitValue())));
    }

    UUID id() {
        return id;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines that it wrote, for a failure's message. */
    public String lastWords() {
        return log.lastLines();
    }

    /** The next message; null if there was none within the time. */
    public @Nullable Message next(Duration patience) throws InterruptedException {
        return messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void hear(List<WorkerReport> reports) {
        reports.forEach(report -> messages.add(new Message.Said(report)));
    }

    /** Writes a line; a worker that is gone does not read it, and its end is a message. */
    void tell(String line) throws IOException {
        input.write(line);
        input.newLine();
        input.flush();
    }

    /** From here on its lines are logged with the ids of this thread. */
    void logAsThisThread() {
        log.takeIdsOfThisThread();
    }

    /** At once, whatever it is doing. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Kills it if it still runs, waits for its end and removes its folder. */
    @Override
    public void close() {
        kill();
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        folder.delete();
    }
}
