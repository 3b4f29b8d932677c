package dev.millrace.training.engine;

import java.nio.file.Path;

/** A network with its optimizer's state, on a device. Used by one thread; must be closed. */
public interface TrainableNetwork extends AutoCloseable {

    /**
     * Follows the gradient of one batch.
     *
     * @param dropoutSeed decides the dropout masks of this step
     * @return the loss before the update, penalties included
     */
    double step(Batch batch, long dropoutSeed);

    /** The mean loss of these rows as a prediction would have it: no dropout, no penalties. */
    double loss(Batch batch);

    Weights weights();

    void load(Weights weights);

    /** Writes the inference network, weights included, into a folder that does not exist yet. */
    void export(Path folder);

    @Override
    void close();
}
