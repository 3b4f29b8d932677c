package dev.millrace.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.training.Checkpoints;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.TestObjects;
import dev.millrace.training.checkpoint.CheckpointPlace;
import dev.millrace.training.checkpoint.Checkpointing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A bucket goes away under a training and comes back. */
class StoreAwayTest {

    private static final CheckpointPlace PLACE = CheckpointPlace.beside("training/training/j/1/");

    private final TestObjects.Bucket bucket = TestObjects.bucket();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> failures = new CopyOnWriteArrayList<>();

    @Test
    void checkpointsFailAndSucceedAgainWhileTheTrainingGoesOn() throws IOException {
        var whole = new SmallFit(fit -> fit.epochs(100_000));
        Fitted fitted;
        try (var memory = checkpoints(bucket.store())) {
            fitted = whole.remembering(memory).until(this::goOn).run();
        }

        assertThat(events).containsSubsequence("checkpoint", "checkpoint-failed", "checkpoint");
        assertThat(events.stream().filter("checkpoint-failed"::equals)).hasSize(1);
        assertThat(failures.getFirst().get("message").toString())
                .contains("could not be stored", "training goes on");
        int epochs = fitted.epochs();
        var undisturbed =
                new SmallFit(fit -> fit.epochs(100_000)).until(epoch -> epoch.number() < epochs);
        assertThat(undisturbed.run().weights().hash()).isEqualTo(fitted.weights().hash());
    }

    /**
     * Takes the bucket away after the first checkpoint and gives it back after the first failure.
     */
    private boolean goOn(Epoch epoch) {
        var told = List.copyOf(events);
        boolean hasFailed = told.contains("checkpoint-failed");
        boolean isStored = !told.isEmpty() && told.getLast().equals("checkpoint");
        if (isStored && !hasFailed) {
            bucket.remove();
        } else if (hasFailed && !isStored) {
            bucket.create();
        }
        return !(hasFailed && isStored);
    }

    private Checkpointing checkpoints(ObjectStore store) {
        return new Checkpointing(
                store,
                PLACE,
                "same",
                new Checkpoints(1, null),
                (event, facts) -> {
                    if (event.equals("checkpoint-failed")) {
                        failures.add(facts);
                    }
                    events.add(event);
                });
    }
}
