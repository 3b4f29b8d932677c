package dev.millrace.training.checkpoint;

import dev.millrace.kit.store.StoredObject;
import dev.millrace.training.data.PatientStore;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.WeightFile;
import dev.millrace.training.fit.FitState;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The checkpoints of one job, oldest first by their keys. */
final class CheckpointStore {

    // The one before the last, in case that the last cannot be read.
    private static final int KEPT = 2;

    private final PatientStore store;
    private final CheckpointPlace place;
    private final CheckpointFile format;

    CheckpointStore(PatientStore store, CheckpointPlace place, String fingerprint) {
        this.store = store;
        this.place = place;
        format = new CheckpointFile(place, fingerprint);
    }

    /** Answers the size; the object appears whole or not at all. */
    long put(FitState state) throws IOException {
        var object = store.plain().create(place.key(state.epoch()));
        try {
            format.of(state).write(object);
            object.close();
            return object.written();
        } finally {
            object.abort();
        }
    }

    /**
     * Waits for a store that is away. What is not of this fit, or torn, is passed over and told.
     */
    Optional<FitState> latest(
            TrainableNetwork network, BiConsumer<String, Map<String, Object>> events) {
        for (var key : keys(store.list(place.prefix())).reversed()) {
            try (var content = new BufferedInputStream(store.open(key), 1 << 16)) {
                return Optional.of(format.state(WeightFile.read(content), network));
            } catch (IOException | NoSuchKeyException unusable) {
                var sentence =
                        "The checkpoint %s was passed over: %s."
                                .formatted(key, unusable.getMessage());
                events.accept("checkpoint-skipped", Map.of("key", key, "message", sentence));
            }
        }
        return Optional.empty();
    }

    void removeOld() {
        var keys = keys(store.plain().list(place.prefix()));
        store.plain().delete(keys.subList(0, Math.max(0, keys.size() - KEPT)));
    }

    private static List<String> keys(List<StoredObject> found) {
        return found.stream().map(StoredObject::key).toList();
    }
}
