package dev.millrace.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.training.Checkpoints;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.TestObjects;
import dev.millrace.training.checkpoint.CheckpointPlace;
import dev.millrace.training.checkpoint.Checkpointing;
import dev.millrace.training.data.PatientStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The object store fails under a training and is well again. */
class StoreAwayTest {

    private static final CheckpointPlace PLACE = CheckpointPlace.beside("training/training/j/1/");

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> failures = new CopyOnWriteArrayList<>();

    @Test
    void checkpointsFailAndSucceedAgainWhileTheBucketIsAway() throws IOException {
        var bucket = TestObjects.bucket();

        goesOn(bucket.store(), bucket::remove, bucket::create);
    }

    @Test
    void checkpointsFailAndSucceedAgainWhileTheDiskOfTheStoreIsFull(@TempDir Path folder)
            throws Exception {
        try (var disk = SmallDisk.mount(folder)) {
            goesOn(disk.store(), disk::fill, disk::free);
            assertThat(failures.getFirst().get("message").toString()).contains("Status Code: 500");
        }
    }

    private void goesOn(ObjectStore store, Runnable fail, Runnable mend) throws IOException {
        var whole = new SmallFit(fit -> fit.epochs(100_000));
        Fitted fitted;
        try (var memory = checkpoints(store)) {
            fitted = whole.remembering(memory).until(epoch -> goOn(fail, mend)).run();
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

    /** Lets the store fail after the first checkpoint, until one has failed. */
    private boolean goOn(Runnable fail, Runnable mend) {
        var told = List.copyOf(events);
        boolean hasFailed = told.contains("checkpoint-failed");
        boolean isStored = !told.isEmpty() && told.getLast().equals("checkpoint");
        if (isStored && !hasFailed) {
            fail.run();
        } else if (hasFailed && !isStored) {
            mend.run();
        }
        return !(hasFailed && isStored);
    }

    private Checkpointing checkpoints(ObjectStore store) {
        return new Checkpointing(
                new PatientStore(store),
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
