package dev.millrace.training.engine;

/** A network with its optimizer's state, on a device. Used by one thread; must be closed. */
public interface TrainableNetwork extends AutoCloseable {

    /**
     * Follows the gradient of one batch.
     *
     * @param dropoutSeed decides the dropout masks of this step
     * @return the loss before the update, penalties included
     */
    double step(Batch batch, long dropoutSeed, double learningRate);

    /** The mean loss of these rows as a prediction would have it: no dropout, no penalties. */
    double loss(Batch batch);

    /**
     * Outputs as a prediction would have them, row by row: probabilities (one per row for binary),
     * the scaled target, or the reconstruction's mean squared error.
     */
    double[] outputs(float[] features, int rows);

    /** See {@link Network#rowsAtOnce}. */
    int rowsAtOnce();

    /** Changes nothing. */
    Diagnosis diagnose(Batch batch, long dropoutSeed);

    Weights weights();

    void load(Weights weights);

    /**
     * All that the optimizer remembers, the number of steps included: a network with these weights
     * and this state goes on exactly as this one.
     */
    Weights optimizerState();

    /** Takes over what {@link #optimizerState} gave. */
    void loadOptimizerState(Weights state);

    @Override
    void close();
}
