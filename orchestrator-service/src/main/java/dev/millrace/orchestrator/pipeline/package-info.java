/** Pipelines by name, and the versions of their definitions. */
@NullMarked
package dev.millrace.orchestrator.pipeline;

import org.jspecify.annotations.NullMarked;
