/** Step types whose work this service does itself: each is a {@link Task}. */
@NullMarked
package dev.millrace.orchestrator.task;

import org.jspecify.annotations.NullMarked;
