/** Failures as values: what went wrong, whose fault it is, and what would be right. */
@NullMarked
package dev.millrace.contracts.failure;

import org.jspecify.annotations.NullMarked;
