/** Who asked for what: written before it is done, and closed when it is. */
@NullMarked
package dev.millrace.orchestrator.audit;

import org.jspecify.annotations.NullMarked;
