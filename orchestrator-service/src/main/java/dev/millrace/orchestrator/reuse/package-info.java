/** Results of steps that stand for those of equal steps. */
@NullMarked
package dev.millrace.orchestrator.reuse;

import org.jspecify.annotations.NullMarked;
