package dev.millrace.orchestrator.schedule;

import dev.millrace.orchestrator.definition.FactTexts;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a schedule may refer to: {@code ${schedule.name}}, {@code
 * ${schedule.instant}} and {@code ${schedule.previous}}, instants in UTC as ISO 8601 writes them. A
 * text that is nothing but a fact which is not there stands for null.
 */
record InstantFacts(String schedule, Instant instant, @Nullable Instant previous) {

    private static final Set<String> NAMES =
            Set.of("schedule.name", "schedule.instant", "schedule.previous");

    static InstantFacts of(String schedule, Timing timing, Instant instant) {
        return new InstantFacts(schedule, instant, timing.previous(instant));
    }

    /** References in a value that stand for no fact. */
    static Set<String> unknown(@Nullable Object value) {
        return FactTexts.unknown(value, NAMES::contains);
    }

    /** The parameters with every fact in its place. */
    Map<String, @Nullable Object> fill(Map<String, @Nullable Object> parameters) {
        return FactTexts.fill(parameters, this::fact);
    }

    private @Nullable String fact(String name) {
        return switch (name) {
            case "schedule.name" -> schedule;
            case "schedule.instant" -> instant.toString();
            case "schedule.previous" -> previous == null ? null : previous.toString();
            default -> throw new IllegalStateException("unchecked reference " + name);
        };
    }
}
