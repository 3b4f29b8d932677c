package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.orchestrator.ReusedResult;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.orchestrator.machine.Changes.Effect;
import dev.millrace.orchestrator.machine.StepStatus;
import dev.millrace.orchestrator.remote.ServiceJobs;
import dev.millrace.orchestrator.run.Journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a change of a run is in rows. */
final class JournalRows {

    private JournalRows() {}

    record RunRow(
            UUID id,
            long generation,
            String state,
            @Nullable String message,
            int events,
            boolean over,
            @Nullable Map<String, @Nullable Object> parameters,
            @Nullable Map<String, @Nullable Object> outputs,
            @Nullable Instant startedAt,
            boolean late) {}

    record NewStepRow(
            UUID run,
            String name,
            int position,
            String type,
            @Nullable String service,
            @Nullable String pool,
            int priority) {}

    /** The step of a map's item; without an item where the map has fewer now. */
    record PartRow(
            UUID run,
            String name,
            String type,
            @Nullable String service,
            @Nullable String pool,
            int priority,
            String parent,
            @Nullable Object item,
            int place) {}

    /** A step that may hold a slot, and needs none any more. */
    record FreedRow(UUID run, String step) {}

    record StepRow(
            UUID run,
            String name,
            StepState state,
            int attempt,
            int base,
            boolean caught,
            String message,
            @Nullable Map<String, Object> outputs,
            @Nullable Failure failure,
            @Nullable Instant wakeAt,
            double progress,
            boolean over,
            boolean begun,
            boolean late,
            boolean stopping,
            @Nullable ReusedResult reusedFrom,
            @Nullable UUID job) {}

    record AttemptRow(
            UUID run,
            String step,
            int number,
            StepState state,
            @Nullable UUID token,
            @Nullable Object request,
            @Nullable Failure failure,
            boolean over,
            @Nullable UUID job) {}

    record EventRow(
            UUID run,
            int number,
            @Nullable String step,
            int attempt,
            String type,
            String message,
            String actor,
            Map<String, ?> data) {}

    static RunRow run(Entry entry) {
        var machine = entry.run().machine();
        return new RunRow(
                entry.run().id(),
                entry.run().generation(),
                machine.state().name(),
                machine.message(),
                entry.changes().events().size(),
                machine.state().isTerminal(),
                entry.run().changedParameters(),
                machine.outputs(),
                machine.startedAt(),
                machine.isLate());
    }

    static List<NewStepRow> newSteps(Entry entry) {
        var rows = new ArrayList<NewStepRow>();
        for (var step : entry.run().machine().steps().all()) {
            if (step.parent() != null) {
                continue; // its map began at once
            }
            var type = step.definition().type();
            rows.add(
                    new NewStepRow(
                            entry.run().id(),
                            step.name(),
                            rows.size() + 1,
                            type.toString(),
                            ServiceJobs.service(type),
                            step.definition().limits().pool(),
                            step.definition().limits().priority()));
        }
        return rows;
    }

    static List<PartRow> parts(Entry entry) {
        var rows = new ArrayList<PartRow>();
        for (var step : entry.changes().grown()) {
            var type = step.definition().type();
            var item = step.item();
            rows.add(
                    new PartRow(
                            entry.run().id(),
                            step.name(),
                            type.toString(),
                            ServiceJobs.service(type),
                            step.definition().limits().pool(),
                            step.definition().limits().priority(),
                            Objects.requireNonNull(step.parent()).name(),
                            item == null ? null : item.value(),
                            item == null ? -1 : item.index()));
        }
        return rows;
    }

    static List<FreedRow> freed(Entry entry) {
        return entry.changes().steps().stream()
                .filter(step -> step.definition().limits().pool() != null)
                .filter(step ->
                        step.state() != StepState.QUEUED && step.state() != StepState.RUNNING)
                .map(step -> new FreedRow(entry.run().id(), step.name()))
                .toList();
    }

    static List<StepRow> steps(Entry entry) {
        return entry.changes().steps().stream().map(step -> step(entry.run(), step)).toList();
    }

    private static StepRow step(HeldRun run, StepStatus step) {
        return new StepRow(
                run.id(),
                step.name(),
                step.state(),
                step.attempt(),
                step.base(),
                step.isCaught(),
                step.message(),
                step.outputs(),
                step.failure(),
                step.wakeAt(),
                step.progress(),
                step.state().isTerminal(),
                step.isBegun(),
                step.isLate(),
                step.isStopping(),
                step.reusedFrom(),
                run.job(step.name(), step.attempt()));
    }

    static List<AttemptRow> attempts(Entry entry) {
        var rows = new ArrayList<AttemptRow>();
        var run = entry.run().id();
        for (var effect : entry.changes().effects()) {
            if (effect instanceof Effect.Begin begin) {
                var token = entry.tokens().get(begin.step());
                rows.add(began(run, effect, token, token == null ? null : begin.body()));
            } else if (effect instanceof Effect.Hold hold) {
                rows.add(began(run, effect, null, hold.body()));
            }
        }
        for (var closed : entry.changes().closed()) {
            rows.add(
                    new AttemptRow(
                            run,
                            closed.step(),
                            closed.attempt(),
                            closed.state(),
                            null,
                            null,
                            closed.failure(),
                            true,
                            entry.run().job(closed.step(), closed.attempt())));
        }
        return rows;
    }

    private static AttemptRow began(
            UUID run, Effect effect, @Nullable UUID token, @Nullable Object request) {
        return new AttemptRow(
                run,
                effect.step(),
                effect.attempt(),
                StepState.RUNNING,
                token,
                request,
                null,
                false,
                null);
    }

    static List<EventRow> events(Entry entry) {
        var rows = new ArrayList<EventRow>();
        for (var event : entry.changes().events()) {
            rows.add(
                    new EventRow(
                            entry.run().id(),
                            rows.size() + 1,
                            event.step(),
                            event.attempt(),
                            event.type(),
                            event.message(),
                            event.actor(),
                            event.data()));
        }
        return rows;
    }
}
