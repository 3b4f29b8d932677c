package dev.millrace.training.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The lines that tell a worker what to do. When they end while it is at work, the service is gone:
 * the process ends at once and leaves no files.
 */
final class TaskLines {

    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final Folder folder;
    private boolean atWork;
    private boolean ended;

    TaskLines(BufferedReader input, Folder folder) {
        this.folder = folder;
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> read(input));
    }

    /** Ends the last task and waits for the next one; empty if there will be none. */
    Optional<String> next() throws InterruptedException {
        setAtWork(false);
        var line = lines.take();
        setAtWork(line.isPresent());
        return line;
    }

    private void read(BufferedReader input) {
        try (input) {
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException broken) {
            // A pipe that cannot be read has nobody at its other end.
        }
        end();
    }

    private synchronized void end() {
        ended = true;
        leaveIfOrphaned();
        lines.add(Optional.empty());
    }

    private synchronized void setAtWork(boolean now) {
        atWork = now;
        leaveIfOrphaned();
    }

    private void leaveIfOrphaned() {
        if (ended && atWork) {
            folder.delete();
            Runtime.getRuntime().halt(WorkerMain.ORPHANED);
        }
    }
}
