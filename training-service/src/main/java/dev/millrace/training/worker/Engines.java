package dev.millrace.training.worker;

import dev.millrace.contracts.training.Resources;
import dev.millrace.training.engine.Engine;
import dev.millrace.training.engine.Hardware;
import dev.millrace.training.engine.pytorch.PytorchEngine;
import dev.millrace.training.engine.tensorflow.TensorflowEngine;

/**
 * The engines of a worker. The library of TensorFlow is loaded while the worker gets warm, since
 * every model leaves through it; that of PyTorch when a task first asks for it.
 *
 * @param threads inside one operation
 */
record Engines(int threads) {

    /** Throws DEVICE_NOT_FOUND where a GPU is wanted in vain. */
    Engine of(Resources wanted) {
        var hardware = new Hardware(threads, wanted.device(), wanted.mixedPrecision());
        return switch (wanted.engine()) {
            case TENSORFLOW -> new TensorflowEngine(hardware);
            case PYTORCH -> new PytorchEngine(hardware);
        };
    }
}
