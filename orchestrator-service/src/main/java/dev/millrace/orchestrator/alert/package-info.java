/** Tells somebody outside of late and failed runs. */
@NullMarked
package dev.millrace.orchestrator.alert;

import org.jspecify.annotations.NullMarked;
