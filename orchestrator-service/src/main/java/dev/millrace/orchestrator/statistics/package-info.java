/** How pipelines and their steps have done lately. */
@NullMarked
package dev.millrace.orchestrator.statistics;

import org.jspecify.annotations.NullMarked;
