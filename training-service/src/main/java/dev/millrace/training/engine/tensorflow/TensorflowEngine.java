package dev.millrace.training.engine.tensorflow;

import dev.millrace.training.engine.Engine;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.Weights;
import org.tensorflow.TensorFlow;

/** TensorFlow on the CPU. */
public final class TensorflowEngine implements Engine {

    private final Threads threads;

    /**
     * @param threads inside one operation; weights are equal bit for bit for equal numbers
     */
    public TensorflowEngine(int threads) {
        this.threads = new Threads(threads);
    }

    @Override
    public TrainableNetwork open(Network network, Objective objective, Weights initial) {
        return new TensorflowNetwork(network, objective, initial, threads);
    }

    @Override
    public String description() {
        return "tensorflow " + TensorFlow.version();
    }

    @Override
    public String device() {
        return "cpu";
    }
}
