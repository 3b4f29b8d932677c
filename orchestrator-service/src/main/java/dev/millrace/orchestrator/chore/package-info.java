/** What every instance does again and again beside the runs. */
@NullMarked
package dev.millrace.orchestrator.chore;

import org.jspecify.annotations.NullMarked;
