package dev.millrace.training.engine.tensorflow;

import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Writes the inference network as a TensorFlow SavedModel: signature {@code serving_default}, input
 * {@code features}, output {@code output}. Its graph is built anew and holds nothing of training.
 *
 * <p>It computes in double precision. In single precision a row's output depends in its last bits
 * on the rows beside it in a batch, and a target's scale multiplies that: the same row would not
 * always get the same prediction.
 */
final class SavedModel {

    private SavedModel() {}

    static void write(Network network, Weights weights, Path folder) {
        try (var graph = new Graph()) {
            var tf = Ops.create(graph);
            var features =
                    tf.withName("features")
                            .placeholder(
                                    TFloat32.class,
                                    Placeholder.shape(Shape.of(-1, network.inputs())));
            var variables = new Variables(tf, weights.shapes());
            var tower = new Tower<>(tf, variables, new Tower.Mode.Inference(), TFloat64.class);
            var exact = tower.cast(features);
            var logits = new Layers<>(tower).logits(network, exact);
            var output = new Losses<>(tower, network.output()).predicted("output", logits, exact);
            var signature =
                    Signature.builder()
                            .key("serving_default")
                            .methodName("tensorflow/serving/predict")
                            .input("features", features)
                            .output("output", output)
                            .build();
            try (var session = new Session(graph, Computing.cpu(1).configuration())) {
                variables.load(session, weights);
                SavedModelBundle.exporter(folder.toString())
                        .withSession(session)
                        .withSignature(signature)
                        .export();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not write the model to " + folder, failure);
        }
    }
}
