package dev.millrace.orchestrator.run;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a committed transaction changed, for those who act on it afterwards.
 *
 * @param ready steps that may start now
 * @param ended steps of which an attempt ended, or that were skipped or cancelled unstarted
 * @param runEnded the run's end, if this was it
 */
record Change(List<String> ready, List<EndedStep> ended, @Nullable EndedRun runEnded) {

    static final Change NONE = new Change(List.of(), List.of(), null);

    /** A step's attempt that ended; {@code took} is null where there was none. */
    record EndedStep(String step, StepState state, @Nullable Duration took) {}

    /** The run's end. */
    record EndedRun(RunState state, Duration took) {}
}
