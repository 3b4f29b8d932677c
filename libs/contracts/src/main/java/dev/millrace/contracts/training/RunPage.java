package dev.millrace.contracts.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the runs that were searched for.
 *
 * @param nextPage to be sent for the next ones; null if these are the last
 */
public record RunPage(List<TrackedRun> runs, @Nullable String nextPage) {}
