/** Experiments and runs: params, metrics, tags, artifacts, lineage, environment, cost. */
@NullMarked
package dev.millrace.training.tracking;

import org.jspecify.annotations.NullMarked;
