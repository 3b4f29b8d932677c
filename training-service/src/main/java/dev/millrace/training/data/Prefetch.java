package dev.millrace.training.data;

import dev.millrace.training.engine.Batch;
import dev.millrace.training.fit.Batches;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Batches that a thread of its own makes ahead of those who take them, some at most. */
final class Prefetch implements Batches {

    /** Makes batches one after the other. */
    interface Producer {
        void produce(Consumer<Batch> target) throws IOException;
    }

    private sealed interface Item {}

    private record Ready(Batch batch) implements Item {}

    /** Nothing follows. */
    private record End(@Nullable Throwable failure) implements Item {}

    private static final Duration BETWEEN_INTERRUPTS = Duration.ofMillis(50);

    private final BlockingQueue<Item> items;
    private final Thread thread;
    private volatile boolean closed;
    private boolean ended;

    Prefetch(Producer producer, int most) {
        items = new ArrayBlockingQueue<>(most);
        thread = Thread.ofPlatform().daemon().name("loader").start(() -> run(producer));
    }

    private void run(Producer producer) {
        try {
            put(new End(produced(producer)));
        } catch (Abandoned closed) {
            // Nobody takes anything more.
        }
    }

    private @Nullable Throwable produced(Producer producer) {
        try {
            producer.produce(batch -> put(new Ready(batch)));
            return null;
        } catch (Abandoned closed) {
            throw closed;
        } catch (IOException | RuntimeException | Error failure) {
            return failure;
        }
    }

    private void put(Item item) {
        if (closed) {
            throw new Abandoned();
        }
        try {
            items.put(item);
        } catch (InterruptedException closed) {
            throw new Abandoned();
        }
    }

    @Override
    public @Nullable Batch next() throws IOException {
        if (ended) {
            return null;
        }
        return switch (take()) {
            case Ready(Batch batch) -> batch;
            case End(var failure) -> {
                ended = true;
                rethrow(failure);
                yield null;
            }
        };
    }

    private Item take() throws InterruptedIOException {
        try {
            return items.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for rows");
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        switch (failure) {
            case null -> {}
            case IOException unreadable -> throw unreadable;
            case RuntimeException refused -> throw refused;
            default -> throw new IllegalStateException("Rows could not be read", failure);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            do {
                // Again: a library may swallow an interrupt, and the queue may be full.
                thread.interrupt();
                items.clear();
            } while (!thread.join(BETWEEN_INTERRUPTS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Abandoned extends RuntimeException {

        Abandoned() {
            super("nobody takes more batches", null, false, false);
        }
    }
}
