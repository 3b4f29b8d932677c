/** Starts, feeds, hears and ends workers, within slots that all jobs share. */
@NullMarked
package dev.millrace.training.launch;

import org.jspecify.annotations.NullMarked;
