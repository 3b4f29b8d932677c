package dev.millrace.orchestrator.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a step may use, beside its timeout; a part that is null sets no limit.
 *
 * @param queue how long its job may wait in a service's queue; a wait for a pool does not count
 * @param heartbeat how long its work may go without a sign of life
 * @param lateAfter it is told to be late when it has taken so long
 * @param pool whose slot it holds while it runs
 * @param priority among the steps that wait for the pool; the highest comes first
 * @param reuse how old a result of the same step with the same inputs may be to stand for its own
 */
public record Limits(
        @Nullable Duration queue,
        @Nullable Duration heartbeat,
        @Nullable Duration lateAfter,
        @Nullable String pool,
        int priority,
        @Nullable Duration reuse) {

    public static final Limits NONE = new Limits(null, null, null, null, 0, null);
}
