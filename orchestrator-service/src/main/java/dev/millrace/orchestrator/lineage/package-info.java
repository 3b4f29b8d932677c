/** Which artifact was made from what, by which attempt of which step. */
@NullMarked
package dev.millrace.orchestrator.lineage;

import org.jspecify.annotations.NullMarked;
