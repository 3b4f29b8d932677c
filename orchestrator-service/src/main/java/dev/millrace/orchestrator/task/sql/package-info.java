/** Steps that use a database of the installation. */
@NullMarked
package dev.millrace.orchestrator.task.sql;

import org.jspecify.annotations.NullMarked;
