package dev.millrace.training.engine.tensorflow;

import dev.millrace.training.engine.ExportedNetwork;
import dev.millrace.training.engine.ModelFormat;
import dev.millrace.training.engine.Network;
import dev.millrace.training.engine.Weights;
import java.nio.file.Path;

/** Models as TensorFlow SavedModels, whichever engine trained them. */
public final class TensorflowFormat implements ModelFormat {

    private final Computing computing;

    /**
     * @param threads inside one operation, for what is loaded
     */
    public TensorflowFormat(int threads) {
        this.computing = Computing.cpu(threads);
    }

    @Override
    public void write(Network network, Weights weights, Path folder) {
        SavedModel.write(network, weights, folder);
    }

    @Override
    public ExportedNetwork load(Path folder) {
        return new LoadedModel(folder, computing);
    }
}
