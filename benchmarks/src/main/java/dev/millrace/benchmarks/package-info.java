/** Reproducible measurements, side by side with what a user would pick instead. */
@NullMarked
package dev.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
