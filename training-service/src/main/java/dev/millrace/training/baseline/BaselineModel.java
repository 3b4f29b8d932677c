package dev.millrace.training.baseline;

import dev.millrace.training.evaluation.Predictor;

/** A fitted baseline. Must be closed. */
interface BaselineModel extends Predictor, AutoCloseable {

    /** What was fitted, with its settings. */
    String description();

    @Override
    default void close() {}
}
