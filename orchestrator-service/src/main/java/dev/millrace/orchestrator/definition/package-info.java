/** The pipeline language: reads a definition and names every mistake in it by line and column. */
@NullMarked
package dev.millrace.orchestrator.definition;

import org.jspecify.annotations.NullMarked;
