/** Studies: trials of hyperparameters in workers, each a row, and what came of them. */
@NullMarked
package dev.millrace.training.study;

import org.jspecify.annotations.NullMarked;
