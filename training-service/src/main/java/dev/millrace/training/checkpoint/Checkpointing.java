package dev.millrace.training.checkpoint;

import dev.millrace.contracts.training.Checkpoints;
import dev.millrace.training.data.PatientStore;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.fit.FitMemory;
import dev.millrace.training.fit.FitState;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a fit in the object store. A checkpoint that is due is copied at the end of an
 * epoch and written by a thread of its own, one at a time; a fit never waits for it and never fails
 * by it.
 */
public final class Checkpointing implements FitMemory, AutoCloseable {

    private final PatientStore store;
    private final CheckpointStore checkpoints;
    private final CheckpointWriter writer;
    private final Due due;
    private final BiConsumer<String, Map<String, Object>> events;

    /**
     * @param fingerprint equal for fits that take the same course
     * @param events is told, by type and facts, of what was written, failed, skipped and resumed
     */
    public Checkpointing(
            PatientStore store,
            CheckpointPlace place,
            String fingerprint,
            @Nullable Checkpoints often,
            BiConsumer<String, Map<String, Object>> events) {
        this.store = store;
        checkpoints = new CheckpointStore(store, place, fingerprint);
        due = new Due(often);
        writer = new CheckpointWriter(checkpoints, due, events);
        this.events = events;
    }

    @Override
    public Optional<FitState> latest(TrainableNetwork network) {
        var found = checkpoints.latest(network, events);
        found.ifPresent(state -> {
            due.written(state.epoch());
            events.accept("resumed", Map.of("epoch", state.epoch()));
        });
        return found;
    }

    @Override
    public void offer(int epoch, Supplier<FitState> state) {
        if (due.isDue(epoch) && writer.isFree()) {
            writer.write(state.get());
        }
    }

    /** Waits for the checkpoint that is being written. */
    @Override
    public void close() {
        store.patience()
                .insist(
                        "store the last checkpoint",
                        () -> {
                            writer.close();
                            return true;
                        });
    }
}
