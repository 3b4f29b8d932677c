package dev.millrace.training.fit;

import dev.millrace.training.engine.TrainableNetwork;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a fit leaves its state from time to time, and finds it again. */
public interface FitMemory {

    /** The latest state that fits this network. */
    Optional<FitState> latest(TrainableNetwork network);

    /**
     * Called after each epoch.
     *
     * @param state made on demand, by the calling thread only; it copies the weights
     */
    void offer(int epoch, Supplier<FitState> state);

    static FitMemory none() {
        return new FitMemory() {
            @Override
            public Optional<FitState> latest(TrainableNetwork network) {
                return Optional.empty();
            }

            @Override
            public void offer(int epoch, Supplier<FitState> state) {}
        };
    }
}
