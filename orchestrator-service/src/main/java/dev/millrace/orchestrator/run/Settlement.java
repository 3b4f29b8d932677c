package dev.millrace.orchestrator.run;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.definition.StepDefinition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What follows from the end of a step, within the transaction that ends it: dependants become READY
 * or SKIPPED, and the run ends with its last step.
 */
@Component
class Settlement {

    private final JdbcClient jdbc;
    private final StepRows steps;

    Settlement(JdbcClient jdbc, StepRows steps) {
        this.jdbc = jdbc;
        this.steps = steps;
    }

    Change ended(
            HeldRun run,
            StepDefinition step,
            int attempt,
            StepRows.End end,
            Duration took,
            RunTransaction transaction) {
        transaction.event(
                step.name(),
                attempt,
                "step-" + end.state().name().toLowerCase(java.util.Locale.ROOT),
                end.message(),
                RunTransaction.MILLRACE,
                end.failure() == null ? Map.of() : Map.of("failure", end.failure()));
        if (end.state() == StepState.RETRYING) {
            transaction.finish(null);
            return new Change(
                    List.of(), List.of(new Change.EndedStep(step.name(), end.state(), took)), null);
        }
        transaction.ended(1);
        var ready = new ArrayList<String>();
        var ended = new ArrayList<Change.EndedStep>();
        ended.add(new Change.EndedStep(step.name(), end.state(), took));
        settle(run, step.name(), end.state() == StepState.SUCCEEDED, transaction, ready, ended);
        return new Change(ready, ended, finish(run.id(), transaction));
    }

    private void settle(
            HeldRun run,
            String first,
            boolean succeeded,
            RunTransaction transaction,
            List<String> ready,
            List<Change.EndedStep> ended) {
        var open = new ArrayDeque<String>();
        open.add(first);
        while (!open.isEmpty()) {
            var name = open.remove();
            boolean good = succeeded && name.equals(first);
            for (var settled : steps.settle(run.id(), run.plan().dependants(name), good)) {
                if (settled.unmet() > 0) {
                    continue;
                }
                if (settled.spoiled() == 0) {
                    ready.add(settled.name());
                } else {
                    skip(run, settled.name(), transaction);
                    ended.add(new Change.EndedStep(settled.name(), StepState.SKIPPED, null));
                    open.add(settled.name());
                }
            }
        }
    }

    private void skip(HeldRun run, String name, RunTransaction transaction) {
        var reason =
                "skipped, because it needs "
                        + steps.states(run.id(), run.plan().step(name).needs()).entrySet().stream()
                                .filter(need -> need.getValue() != StepState.SUCCEEDED)
                                .map(need -> "'%s' (%s)".formatted(need.getKey(), need.getValue()))
                                .collect(Collectors.joining(" and "));
        steps.skip(run.id(), name, reason);
        transaction.event(name, 0, "step-skipped", reason);
        transaction.ended(1);
    }

    /** Ends the run where its last step has ended; writes the run's row in any case. */
    Change.@Nullable EndedRun finish(UUID run, RunTransaction transaction) {
        if (!transaction.complete()) {
            transaction.finish(null);
            return null;
        }
        var tally = tally(run);
        var state = state(tally, transaction.state());
        var message = state == RunState.SUCCEEDED ? null : tally.reason();
        transaction.become(state);
        transaction.event(
                null,
                0,
                "run-" + state.name().toLowerCase(java.util.Locale.ROOT),
                message == null ? "every step succeeded" : message);
        transaction.finish(message);
        return new Change.EndedRun(state, Duration.ofNanos((long) (tally.seconds() * 1e9)));
    }

    private static RunState state(Tally tally, RunState now) {
        if (now == RunState.CANCELLING && tally.cancelled() > 0) {
            return RunState.CANCELLED;
        }
        return tally.failed() + tally.cancelled() > 0 ? RunState.FAILED : RunState.SUCCEEDED;
    }

    private record Tally(int failed, int cancelled, @Nullable String reason, double seconds) {}

    private Tally tally(UUID run) {
        return jdbc.sql(
                        """
                        select count(*) filter (where s.state = 'FAILED') as failed,
                               count(*) filter (where s.state = 'CANCELLED') as cancelled,
                               (array_agg('step ''' || s.name || ''' ' || lower(s.state) || ': ' || s.message
                                          order by s.state = 'FAILED' desc, s.position)
                                filter (where s.state in ('FAILED', 'CANCELLED')))[1] as reason,
                               extract(epoch from database_now() - min(r.started_at)) as seconds
                          from step s join run r on r.id = s.run
                         where s.run = :run
                        """)
                .param("run", run)
                .query(Tally.class)
                .single();
    }
}
