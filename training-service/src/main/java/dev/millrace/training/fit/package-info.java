/** The training loop, written once above all engines: shuffling, early stopping, epoch reports. */
@NullMarked
package dev.millrace.training.fit;

import org.jspecify.annotations.NullMarked;
