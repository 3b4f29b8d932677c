/** The front door: specifications and calls of all services under this origin. */
@NullMarked
package dev.millrace.orchestrator.frontdoor;

import org.jspecify.annotations.NullMarked;
