package dev.millrace.training.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a {@link WorkerSetup}, gets warm, does one {@link WorkerTask} after the other. The end of
 * its standard input means that nobody waits for it any more: it then ends at once.
 */
public final class WorkerMain {

    /** Exit status of a worker whose service is gone. */
    public static final int ORPHANED = 10;

    /** Exit status of a worker that could not report. */
    static final int UNHEARD = 11;

    private WorkerMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var json = JsonMapper.builder().build();
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var setup = input.readLine();
        if (setup == null) {
            return;
        }
        var folder = Path.of(System.getProperty("java.io.tmpdir"));
        var worker = Worker.warm(json.readValue(setup, WorkerSetup.class), folder, json);
        var tasks = new TaskLines(input, new Folder(folder));
        for (var task = tasks.next(); task.isPresent(); task = tasks.next()) {
            worker.work(json.readValue(task.get(), WorkerTask.class));
        }
        new Folder(folder).delete();
        // Whatever other threads a library left behind, the work is done.
        System.exit(0);
    }
}
