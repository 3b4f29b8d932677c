/** Steps that call any REST service. */
@NullMarked
package dev.millrace.orchestrator.task.http;

import org.jspecify.annotations.NullMarked;
