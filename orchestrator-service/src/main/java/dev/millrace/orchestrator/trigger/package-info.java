/** Pipelines that run because something happened. */
@NullMarked
package dev.millrace.orchestrator.trigger;

import org.jspecify.annotations.NullMarked;
