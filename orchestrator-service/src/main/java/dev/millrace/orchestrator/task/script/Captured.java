package dev.millrace.orchestrator.task.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * The end of what a process writes: everything is read, so that it never waits for us, and only the
 * last part is kept.
 */
final class Captured {

    private static final int MOST = 1_000_000;

    private static final Duration LEFT_BEHIND = Duration.ofSeconds(2);

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread reader;
    private boolean cut;

    Captured(InputStream from) {
        reader = Thread.startVirtualThread(() -> read(from));
    }

    private void read(InputStream from) {
        var buffer = new byte[8192];
        try (from) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                keep(buffer, read);
            }
        } catch (IOException ended) {
            // the process was killed; what it wrote before counts
        }
    }

    private synchronized void keep(byte[] buffer, int length) {
        kept.write(buffer, 0, length);
        if (kept.size() > 2 * MOST) {
            var all = kept.toByteArray();
            kept.reset();
            kept.writeBytes(Arrays.copyOfRange(all, all.length - MOST, all.length));
            cut = true;
        }
    }

    /** What was kept, of a process that has ended; what it left behind is not waited for long. */
    String text() throws InterruptedException {
        reader.join(LEFT_BEHIND);
        synchronized (this) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    /** Whether something stood before it. */
    synchronized boolean isCut() {
        return cut;
    }
}
