/** The services that do the work of steps, and their jobs. */
@NullMarked
package dev.millrace.orchestrator.remote;

import org.jspecify.annotations.NullMarked;
