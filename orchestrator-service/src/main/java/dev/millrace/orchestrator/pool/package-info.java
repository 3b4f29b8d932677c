/** Pools: what only so many steps may use at once. */
@NullMarked
package dev.millrace.orchestrator.pool;

import org.jspecify.annotations.NullMarked;
