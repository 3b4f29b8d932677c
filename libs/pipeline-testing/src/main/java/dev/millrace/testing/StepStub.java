package dev.millrace.testing;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.orchestrator.definition.StepDefinition;
import dev.millrace.orchestrator.machine.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a step's work does: one attempt after the other as they are said, the last one from then on.
 * {@code fails(WORKER_LOST).succeeds(outputs)} fails once. An attempt takes no time unless {@link
 * #takes} says so.
 */
public final class StepStub {

    /** What an attempt makes of what it is asked; null if it never ends. */
    record Try(@Nullable Function<Map<String, @Nullable Object>, Outcome> work, Duration takes) {}

    private final PipelineTest test;
    private final StepDefinition step;
    private final List<Try> tries = new ArrayList<>();
    private int said;
    private Duration usual = Duration.ZERO;
    private Duration stops = Duration.ZERO;

    StepStub(PipelineTest test, StepDefinition step) {
        this.test = test;
        this.step = step.each() == null ? step : step.each();
        var instead =
                switch (this.step.type()) {
                    case CONDITION, COMPARE, CHOICE -> "say what the steps give that it refers to";
                    case WAIT -> "time passes as it says";
                    case APPROVE -> "say .after(duration).approve(\"%s\")".formatted(step.name());
                    default -> null;
                };
        if (instead != null) {
            throw new IllegalArgumentException(
                    "step '%s' is a %s: the run itself decides it; %s"
                            .formatted(step.name(), this.step.type(), instead));
        }
    }

    /** Succeeds, and gives nothing that later steps could refer to. */
    public StepStub succeeds() {
        return succeeds(Map.of());
    }

    /** Succeeds with outputs, such as {@code Map.of("metrics", Map.of("auc", 0.8))}. */
    public StepStub succeeds(Map<String, ?> outputs) {
        return answers(asked -> outputs);
    }

    /** Succeeds with outputs made of what it is asked, in which references are values by then. */
    public StepStub answers(Function<Map<String, @Nullable Object>, Map<String, ?>> work) {
        return add(1, asked -> new Outcome.Succeeded(outputs(work.apply(asked))));
    }

    public StepStub fails(FailureCode code) {
        return failsTimes(1, code);
    }

    public StepStub fails(FailureCode code, String message) {
        return add(1, asked -> Outcome.failed(code, message));
    }

    /** So many attempts fail. */
    public StepStub failsTimes(int times, FailureCode code) {
        if (times < 1) {
            throw new IllegalArgumentException(
                    "a step cannot fail %d times; once is the least".formatted(times));
        }
        return add(times, asked -> Outcome.failed(code, "fails with %s here".formatted(code)));
    }

    /** Does not end by itself: its timeout ends it, or a cancel. */
    public StepStub never() {
        return add(1, null);
    }

    /** How long the attempt takes that was said last; said before any, how long all of them do. */
    public StepStub takes(Duration duration) {
        VirtualTime.checked(duration);
        if (tries.isEmpty()) {
            usual = duration;
        } else {
            tries.subList(said, tries.size()).replaceAll(each -> new Try(each.work(), duration));
        }
        return this;
    }

    /** How long it goes on once it was asked to stop; it stops at once if nothing is said. */
    public StepStub stopsAfter(Duration duration) {
        stops = VirtualTime.checked(duration);
        return this;
    }

    private StepStub add(
            int times, @Nullable Function<Map<String, @Nullable Object>, Outcome> work) {
        said = tries.size();
        for (int i = 0; i < times; i++) {
            tries.add(new Try(work, usual));
        }
        return this;
    }

    /** Says what another step does. */
    public StepStub step(String name) {
        return test.step(name);
    }

    /** Says what somebody does meanwhile. */
    public Intervention after(Duration delay) {
        return test.after(delay);
    }

    /** The run is given a parameter. */
    public PipelineTest with(String parameter, @Nullable Object value) {
        return test.with(parameter, value);
    }

    public PipelineRun run() {
        return test.run();
    }

    /** Whether it was said what the step comes to. */
    boolean saysOutcome() {
        return !tries.isEmpty();
    }

    Duration stops() {
        return stops;
    }

    Try attempt(int number) {
        return tries.isEmpty()
                ? new Try(asked -> new Outcome.Succeeded(Map.of()), usual)
                : tries.get(Math.min(number, tries.size()) - 1);
    }

    @SuppressWarnings("unchecked") // what the platform's outputs are
    private Map<String, Object> outputs(Map<String, ?> given) {
        var known = step.type().outputs();
        for (var name : given.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "the test says that step '%s' gives '%s', but a step of type %s gives %s"
                                .formatted(
                                        step.name(),
                                        name,
                                        step.type(),
                                        known.isEmpty() ? "nothing" : String.join(", ", known)));
            }
        }
        return (Map<String, Object>) (Map<String, ?>) Plain.of(given);
    }
}
