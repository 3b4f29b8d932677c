package dev.millrace.training.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a {@link WorkerSetup}, gets warm, waits for a {@link WorkerTask}, does it, ends. The end of
 * its standard input means that nobody waits for it any more: it then ends at once.
 */
public final class WorkerMain {

    /** Exit status of a worker whose service is gone. */
    public static final int ORPHANED = 10;

    /** Exit status of a worker that could not report. */
    static final int UNHEARD = 11;

    private WorkerMain() {}

    public static void main(String[] arguments) throws IOException {
        var json = JsonMapper.builder().build();
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var setup = input.readLine();
        if (setup == null) {
            return;
        }
        var folder = Path.of(System.getProperty("java.io.tmpdir"));
        var worker = Worker.warm(json.readValue(setup, WorkerSetup.class), folder, json);
        var task = input.readLine();
        if (task != null) {
            endWithParent(input, folder);
            worker.work(json.readValue(task, WorkerTask.class));
        }
        // Whatever other threads a library left behind, the work is done.
        System.exit(0);
    }

    private static void endWithParent(BufferedReader input, Path folder) {
        Thread.ofPlatform()
                .daemon()
                .name("parent-watch")
                .start(() -> {
                    readToEnd(input);
                    new Folder(folder).delete();
                    Runtime.getRuntime().halt(ORPHANED);
                });
    }

    private static void readToEnd(BufferedReader input) {
        try (input) {
            input.transferTo(Writer.nullWriter());
        } catch (IOException broken) {
            // A pipe that cannot be read has nobody at its other end.
        }
    }
}
