/** Runs: starting, driving, cancelling, resuming and watching them. */
@NullMarked
package dev.millrace.orchestrator.run;

import org.jspecify.annotations.NullMarked;
