/** How good predictions are: definitions of all metrics, in plain Java. */
@NullMarked
package dev.millrace.training.evaluation;

import org.jspecify.annotations.NullMarked;
