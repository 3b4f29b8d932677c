/** The {@code millrace} command: one class per command, results on standard output. */
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
