/** Steps that run a command of the installation. */
@NullMarked
package dev.millrace.orchestrator.task.script;

import org.jspecify.annotations.NullMarked;
