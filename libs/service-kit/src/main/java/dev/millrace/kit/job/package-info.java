/** Long-running requests: accepted at once, run durably, watched, cancelled. */
@NullMarked
package dev.millrace.kit.job;

import org.jspecify.annotations.NullMarked;
