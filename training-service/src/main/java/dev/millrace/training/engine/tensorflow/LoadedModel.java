package dev.millrace.training.engine.tensorflow;

import dev.millrace.training.engine.ExportedNetwork;
import java.nio.file.Path;
import org.tensorflow.SavedModelBundle;

/** A SavedModel, run through its signature as serving does. */
final class LoadedModel implements ExportedNetwork {

    private final SavedModelBundle bundle;
    private final String features;
    private final String output;

    LoadedModel(Path folder, Computing computing) {
        bundle =
                SavedModelBundle.loader(folder.toString())
                        .withTags(SavedModelBundle.DEFAULT_TAG)
                        .withConfigProto(computing.configuration())
                        .load();
        var signature = bundle.metaGraphDef().getSignatureDefOrThrow("serving_default");
        features = signature.getInputsOrThrow("features").getName();
        output = signature.getOutputsOrThrow("output").getName();
    }

    @Override
    public double[] outputs(float[] rows, int count) {
        var runner = bundle.session().runner();
        try (var tensors = new Tensors();
                var result =
                        Refusals.run(
                                runner.feed(
                                                features,
                                                tensors.floats(rows, count, rows.length / count))
                                        .fetch(output))) {
            return Tensors.toDoubles(result.get(0));
        }
    }

    @Override
    public void close() {
        bundle.close();
    }
}
