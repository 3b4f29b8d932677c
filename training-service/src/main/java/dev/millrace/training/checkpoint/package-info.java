/**
 * Stores the state of a fit below its job's prefix, so that another worker can go on from there.
 */
@NullMarked
package dev.millrace.training.checkpoint;

import org.jspecify.annotations.NullMarked;
