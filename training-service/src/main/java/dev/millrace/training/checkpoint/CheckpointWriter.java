package dev.millrace.training.checkpoint;

import dev.millrace.training.fit.FitState;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Writes one checkpoint at a time beside the training. */
final class CheckpointWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CheckpointWriter.class);

    private final CheckpointStore checkpoints;
    private final Due due;
    private final BiConsumer<String, Map<String, Object>> events;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("checkpoints").factory());
    private final AtomicBoolean atWork = new AtomicBoolean();
    // Only of the writing thread.
    private boolean failing;

    CheckpointWriter(
            CheckpointStore checkpoints, Due due, BiConsumer<String, Map<String, Object>> events) {
        this.checkpoints = checkpoints;
        this.due = due;
        this.events = events;
    }

    boolean isFree() {
        return !atWork.get();
    }

    void write(FitState state) {
        atWork.set(true);
        thread.execute(() -> {
            try {
                store(state);
            } finally {
                atWork.set(false);
            }
        });
    }

    private void store(FitState state) {
        try {
            long start = System.nanoTime();
            long bytes = checkpoints.put(state);
            due.written(state.epoch());
            failing = false;
            events.accept(
                    "checkpoint",
                    Map.of(
                            "epoch",
                            state.epoch(),
                            "bytes",
                            bytes,
                            "seconds",
                            (System.nanoTime() - start) / 1e9));
            checkpoints.removeOld();
        } catch (IOException | SdkException failure) {
            due.failed();
            tell(state.epoch(), failure);
        }
    }

    /** Once for each time that the store is away. */
    private void tell(int epoch, Exception failure) {
        log.warn("The checkpoint of epoch {} could not be stored: {}", epoch, failure.toString());
        if (!failing) {
            var sentence =
                    "The checkpoint of epoch %d could not be stored (%s); training goes on, and the next epoch tries again."
                            .formatted(epoch, reason(failure));
            events.accept("checkpoint-failed", Map.of("epoch", epoch, "message", sentence));
        }
        failing = true;
    }

    /** With what the store said, which an exception about the object only has as its cause. */
    private static String reason(Exception failure) {
        var cause = failure.getCause();
        return failure instanceof IOException && cause != null
                ? failure.getMessage() + ": " + cause.getMessage()
                : String.valueOf(failure.getMessage());
    }

    @Override
    public void close() {
        thread.close();
    }
}
