package dev.millrace.ingest.source;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ends streams on which nothing arrives any more: the HTTP client itself would wait for ever. */
final class StallWatch implements AutoCloseable {

    private final Duration patience;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("stall-watch").factory());

    StallWatch(Duration patience) {
        this.patience = patience;
    }

    InputStream guard(InputStream stream, String name) {
        return new Guarded(stream, name);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private final class Guarded extends FilterInputStream {

        private final String name;
        private volatile boolean stalled;

        Guarded(InputStream stream, String name) {
            super(stream);
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            ScheduledFuture<?> end =
                    timer.schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return in.read(bytes, offset, length);
            } catch (IOException broken) {
                if (stalled) {
                    throw tooSlow(broken);
                }
                throw broken;
            } finally {
                end.cancel(false);
            }
        }

        private void giveUp() {
            stalled = true;
            try {
                in.close();
            } catch (IOException ignored) {
                // The reader is told by its own exception.
            }
        }

        private PlatformException tooSlow(IOException cause) {
            return new PlatformException(
                    FailureCode.TIMED_OUT,
                    "%s sent nothing for %d seconds.".formatted(name, patience.toSeconds()),
                    cause);
        }
    }
}
