package dev.millrace.testing;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.orchestrator.machine.RunMachine;
import dev.millrace.orchestrator.machine.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A run in which nothing happens any more: it ended, or is paused for good. AssertJ's {@code
 * assertThat(run)} knows it.
 */
public final class PipelineRun implements AssertProvider<RunAssert> {

    private final RunState state;
    private final @Nullable String message;
    private final Instant startedAt;
    private final Duration took;
    private final Map<String, StepRun> steps = new LinkedHashMap<>();
    private final List<Attempt> attempts;
    private final String log;

    PipelineRun(String pipeline, RunMachine machine, History history, Instant now) {
        state = machine.state();
        message = machine.message();
        startedAt = history.start();
        took = state.isTerminal() ? machine.took() : Duration.between(startedAt, now);
        attempts = history.attempts();
        var byStep = attempts.stream().collect(Collectors.groupingBy(Attempt::step));
        for (var step : machine.steps().all()) {
            steps.put(step.name(), step(step, byStep.getOrDefault(step.name(), List.of())));
        }
        log = Timeline.of(pipeline, history);
    }

    private static StepRun step(StepStatus step, List<Attempt> attempts) {
        return new StepRun(
                step.name(),
                step.state(),
                step.message(),
                step.isCaught(),
                step.failure(),
                step.outputs(),
                attempts);
    }

    public RunState state() {
        return state;
    }

    /** Why it ended as it did; null where it succeeded. */
    public @Nullable String message() {
        return message;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** On the virtual clock. */
    public Duration took() {
        return took;
    }

    /** Each after those that it needs. */
    public List<StepRun> steps() {
        return List.copyOf(steps.values());
    }

    public StepRun step(String name) {
        var step = steps.get(name);
        if (step == null) {
            throw new IllegalArgumentException(
                    "there is no step '%s'; the pipeline has %s"
                            .formatted(name, String.join(", ", steps.keySet())));
        }
        return step;
    }

    /** Every attempt of every step, in the order in which they started. */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** The steps as often as they were started, in that order. */
    public List<String> stepsStarted() {
        return attempts.stream().map(Attempt::step).toList();
    }

    /** What happened when, to be read. */
    public String log() {
        return log;
    }

    @Override
    public RunAssert assertThat() {
        return new RunAssert(this);
    }

    @Override
    public String toString() {
        return log;
    }
}
