/** Generates the data that the examples ship, so that nobody else's data is in the repository. */
@NullMarked
package dev.millrace.cli.sample;

import org.jspecify.annotations.NullMarked;
