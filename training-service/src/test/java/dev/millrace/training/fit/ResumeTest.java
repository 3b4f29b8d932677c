package dev.millrace.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.training.Activation;
import dev.millrace.contracts.training.Checkpoints;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.Rule;
import dev.millrace.contracts.training.Schedule;
import dev.millrace.kit.store.StoredObject;
import dev.millrace.training.TestObjects;
import dev.millrace.training.checkpoint.CheckpointPlace;
import dev.millrace.training.checkpoint.Checkpointing;
import dev.millrace.training.data.PatientStore;
import dev.millrace.training.engine.TrainableNetwork;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A fit that goes on from any epoch ends as the one that was never interrupted. */
class ResumeTest {

    @Test
    void fromEachEpochOnEverythingIsAsIfNothingHadHappened() throws IOException {
        var whole = fit().run();
        assertThat(whole.findings()).isNotEmpty();
        assertThat(whole.ending()).isEqualTo(Ending.EARLY_STOPPING);

        for (int epoch = 1; epoch <= whole.epochs(); epoch++) {
            var memory = new Memory(epoch);
            fit().remembering(memory).until(upTo(epoch)).run();
            var second = fit().remembering(memory);
            var resumed = second.run();

            assertThat(resumed.weights().hash()).isEqualTo(whole.weights().hash());
            assertThat(resumed.epochs()).isEqualTo(whole.epochs());
            assertThat(resumed.bestEpoch()).isEqualTo(whole.bestEpoch());
            assertThat(resumed.findings()).isEqualTo(whole.findings());
            assertThat(resumed.history().stream().map(Epoch::learningRate))
                    .isEqualTo(whole.history().stream().map(Epoch::learningRate).toList());
            assertThat(second.epochs).hasSize(whole.epochs() - epoch);
        }
    }

    @Test
    void withoutOneWholeCheckpointItStartsOverAndSaysWhy() throws IOException {
        var store = TestObjects.fresh();
        var place = CheckpointPlace.beside("training/training/j/1/");
        var told = new CopyOnWriteArrayList<String>();
        Supplier<Checkpointing> checkpoints =
                () ->
                        new Checkpointing(
                                new PatientStore(store),
                                place,
                                "same",
                                new Checkpoints(1, null),
                                (event, facts) -> told.add(event));
        try (var memory = checkpoints.get()) {
            fit().remembering(memory).until(upTo(5)).run();
        }
        var keys = store.list(place.prefix()).stream().map(StoredObject::key).toList();
        for (var key : keys) {
            store.put(key, Arrays.copyOf(store.read(key, 1 << 20), 1000));
        }
        told.clear();

        try (var memory = checkpoints.get()) {
            var fitted = fit().remembering(memory).run();

            assertThat(List.copyOf(told).subList(0, keys.size()))
                    .isNotEmpty()
                    .containsOnly("checkpoint-skipped");
            assertThat(told).doesNotContain("resumed");
            assertThat(fitted.weights().hash()).isEqualTo(fit().run().weights().hash());
        }
    }

    /** With all that has a state: Adam, moving averages, dropout, a plateau, a rule that acts. */
    private static SmallFit fit() {
        return new SmallFit(fit ->
                fit.epochs(200)
                        .optimizer(new Optimizer.Adam(0.05))
                        .schedule(new Schedule.WarmUp(2, new Schedule.Plateau(0.7, 2, null)))
                        .rules(
                                List.of(
                                        new Rule(
                                                Rule.Watch.LOSS_NOT_DECREASING,
                                                Rule.Action.LOWER_LEARNING_RATE,
                                                0.5,
                                                3)))
                        .earlyStopping(EarlyStopping.after(6)))
                .layers(
                        Layer.Dense.of(16, Activation.RELU),
                        new Layer.BatchNorm(0.9, null),
                        new Layer.Dropout(0.2));
    }

    private static java.util.function.Predicate<Epoch> upTo(int last) {
        return epoch -> epoch.number() < last;
    }

    /** Keeps the state of one epoch. */
    private static final class Memory implements FitMemory {

        private final int wanted;
        private FitState kept;

        Memory(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public Optional<FitState> latest(TrainableNetwork network) {
            return Optional.ofNullable(kept);
        }

        @Override
        public void offer(int epoch, Supplier<FitState> state) {
            if (epoch == wanted) {
                kept = state.get();
            }
        }
    }
}
