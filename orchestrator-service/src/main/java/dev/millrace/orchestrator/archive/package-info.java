/** Moves what is old from the tables to the bucket, where it can still be read. */
@NullMarked
package dev.millrace.orchestrator.archive;

import org.jspecify.annotations.NullMarked;
