package dev.millrace.training.engine.pytorch;

import ai.djl.Device;
import ai.djl.engine.StandardCapabilities;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.training.engine.Engine;
import dev.millrace.training.engine.Hardware;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Objective;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.Weights;

/** PyTorch. One network at a time may take steps in a JVM: the library collects one gradient. */
public final class PytorchEngine implements Engine {

    private final ai.djl.engine.Engine library;
    private final Device device;

    /** Throws DEVICE_NOT_FOUND if a GPU is asked for and this build or this machine has none. */
    public PytorchEngine(Hardware hardware) {
        library = Library.load(hardware.threads());
        device = device(hardware);
    }

    private Device device(Hardware hardware) {
        boolean found =
                library.hasCapability(StandardCapabilities.CUDA) && library.getGpuCount() > 0;
        return switch (hardware.device()) {
            case CPU -> Device.cpu();
            case AUTO -> found ? Device.gpu() : Device.cpu();
            case GPU -> {
                if (!found) {
                    throw new PlatformException(
                            FailureCode.DEVICE_NOT_FOUND,
                            """
                            A GPU was asked for, but PyTorch sees none: it needs an NVIDIA GPU with its driver, and \
                            Millrace built with the Maven profile gpu. Use device auto or cpu to train without one.\
                            """);
                }
                yield Device.gpu();
            }
        };
    }

    @Override
    public TrainableNetwork open(Network network, Objective objective, Weights initial) {
        return new PytorchNetwork(network, objective, initial, library.newBaseManager(device));
    }

    @Override
    public String description() {
        return "pytorch " + library.getVersion();
    }

    @Override
    public String device() {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }
}
