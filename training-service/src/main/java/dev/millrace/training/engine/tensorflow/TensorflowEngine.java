package dev.millrace.training.engine.tensorflow;

import dev.millrace.training.engine.Engine;
import dev.millrace.training.engine.Hardware;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.Weights;
import org.tensorflow.TensorFlow;

/** TensorFlow in graph mode. */
public final class TensorflowEngine implements Engine {

    private final Computing computing;

    /** Throws DEVICE_NOT_FOUND where a GPU is wanted in vain. */
    public TensorflowEngine(Hardware hardware) {
        computing = Computing.with(hardware);
    }

    /** On the CPU. */
    public TensorflowEngine(int threads) {
        this(Hardware.cpu(threads));
    }

    @Override
    public TrainableNetwork open(Network network, Objective objective, Weights initial) {
        return new TensorflowNetwork(network, objective, initial, computing);
    }

    @Override
    public String description() {
        return "tensorflow " + TensorFlow.version();
    }

    @Override
    public String device() {
        return computing.device();
    }
}
