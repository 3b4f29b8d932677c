package dev.millrace.prep.spark;

import java.io.Serializable;
import java.util.function.Supplier;

/** Makes the empty summary of a partition, on the machine where it is filled. */
@FunctionalInterface
public interface SummaryStart<S> extends Supplier<S>, Serializable {}
