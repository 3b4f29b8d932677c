/** Steps that wait until something is there. */
@NullMarked
package dev.millrace.orchestrator.sensor;

import org.jspecify.annotations.NullMarked;
