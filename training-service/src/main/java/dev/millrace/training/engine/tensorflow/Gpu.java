package dev.millrace.training.engine.tensorflow;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.op.Ops;

/** The first GPU that TensorFlow sees, if it sees one. */
final class Gpu {

    private static final Path DRIVER = Path.of("/proc/driver/nvidia/gpus");

    private Gpu() {}

    /** Whether this device means it; throws DEVICE_NOT_FOUND where it is wanted in vain. */
    static boolean isUsed(Device device) {
        return switch (device) {
            case CPU -> false;
            case AUTO -> isThere();
            case GPU -> {
                if (!isThere()) {
                    throw new PlatformException(
                            FailureCode.DEVICE_NOT_FOUND,
                            """
                            A GPU was asked for, but TensorFlow sees none: it needs an NVIDIA GPU with its driver, and \
                            Millrace built with the Maven profile gpu. Use device auto or cpu to train without one.\
                            """);
                }
                yield true;
            }
        };
    }

    /** Computes something on it: TensorFlow Java cannot list devices. */
    private static boolean isThere() {
        if (!Files.isDirectory(DRIVER)) {
            return false;
        }
        var config = new Computing(1, true, false).configuration();
        try (var graph = new Graph();
                var session = new Session(graph, config)) {
            var tf = Ops.create(graph);
            var first =
                    DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.GPU).deviceIndex(0);
            var one = tf.constant(1f);
            var sum = tf.withDevice(first.build()).math.add(one, one);
            session.runner().fetch(sum).run().close();
            return true;
        } catch (TFInvalidArgumentException none) {
            return false; // the operation could not be placed
        }
    }

    /** As the driver names it, if all of a machine are of one model. */
    static String description() {
        try (var gpus = Files.walk(DRIVER, 2)) {
            var models =
                    gpus.filter(path -> path.endsWith("information"))
                            .map(Gpu::model)
                            .collect(Collectors.toSet());
            return models.size() == 1 ? "gpu:0 " + models.iterator().next() : "gpu:0";
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not read " + DRIVER, failure);
        }
    }

    private static String model(Path information) {
        try (var lines = Files.lines(information)) {
            return lines.filter(line -> line.startsWith("Model:"))
                    .map(line -> line.substring("Model:".length()).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not read " + information, failure);
        }
    }
}
