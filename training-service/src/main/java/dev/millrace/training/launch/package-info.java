/** Starts, feeds, hears and ends worker processes. */
@NullMarked
package dev.millrace.training.launch;

import org.jspecify.annotations.NullMarked;
