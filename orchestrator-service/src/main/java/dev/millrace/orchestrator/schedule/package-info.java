/** When runs start by themselves. */
@NullMarked
package dev.millrace.orchestrator.schedule;

import org.jspecify.annotations.NullMarked;
