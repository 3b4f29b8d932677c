package dev.millrace.training.launch;

import dev.millrace.training.worker.Folder;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Workers as child processes on this machine, each with a folder of its own. */
@Component
class ChildProcesses implements Launcher {

    private final WorkerSettings settings;

    ChildProcesses(WorkerSettings settings) {
        this.settings = settings;
    }

    @Override
    public LaunchedWorker launch(@Nullable Integer gpu) throws IOException {
        var folder = new Folder(Files.createTempDirectory("millrace-worker-"));
        return new Child(new WorkerCommand(settings).start(folder.path(), gpu), folder);
    }

    private static final class Child implements LaunchedWorker {

        private static final Duration PATIENCE = Duration.ofSeconds(10);

        private final Process process;
        private final Folder folder;
        private final BufferedWriter input;

        Child(Process process, Folder folder) {
            this.process = process;
            this.folder = folder;
            input = process.outputWriter(StandardCharsets.UTF_8);
        }

        @Override
        public String name() {
            return Long.toString(process.pid());
        }

        @Override
        public Writer input() {
            return input;
        }

        @Override
        public BufferedReader output() {
            return process.inputReader(StandardCharsets.UTF_8);
        }

        @Override
        public CompletionStage<Integer> ended() {
            return process.onExit().thenApply(Process::exitValue);
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void kill() {
            process.destroyForcibly();
        }

        @Override
        public void remove() {
            kill();
            try {
                process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            folder.delete();
        }
    }
}
