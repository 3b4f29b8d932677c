/** Pipelines and their runs, the console, and the front door to all services. */
@NullMarked
package dev.millrace.orchestrator;

import org.jspecify.annotations.NullMarked;
