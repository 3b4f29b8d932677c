package dev.millrace.orchestrator.schedule;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a schedule may refer to: {@code ${schedule.name}}, {@code
 * ${schedule.instant}} and {@code ${schedule.previous}}, instants in UTC as ISO 8601 writes them.
 * {@code $${} is a literal {@code ${}. A text that is nothing but a fact which is not there stands
 * for null.
 */
record InstantFacts(String schedule, Instant instant, @Nullable Instant previous) {

    private static final Pattern REFERENCE =
            Pattern.compile("(?<escaped>\\$)?\\$\\{(?<name>[^}]*)}?");
    private static final Set<String> NAMES =
            Set.of("schedule.name", "schedule.instant", "schedule.previous");

    static InstantFacts of(String schedule, Timing timing, Instant instant) {
        return new InstantFacts(schedule, instant, timing.previous(instant));
    }

    /** References in a value that stand for no fact. */
    static Set<String> unknown(@Nullable Object value) {
        var unknown = new TreeSet<String>();
        switch (value) {
            case String text ->
                    REFERENCE
                            .matcher(text)
                            .results()
                            .filter(found -> found.group("escaped") == null)
                            .filter(found -> !isFact(found.group()))
                            .forEach(found -> unknown.add(found.group()));
            case List<?> items -> items.forEach(item -> unknown.addAll(unknown(item)));
            case Map<?, ?> fields ->
                    fields.values().forEach(field -> unknown.addAll(unknown(field)));
            case null, default -> {}
        }
        return unknown;
    }

    private static boolean isFact(String reference) {
        return NAMES.stream().anyMatch(name -> reference.equals("${" + name + "}"));
    }

    /** The parameters with every fact in its place. */
    Map<String, @Nullable Object> fill(Map<String, @Nullable Object> parameters) {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        parameters.forEach((name, value) -> filled.put(name, filled(value)));
        return filled;
    }

    private @Nullable Object filled(@Nullable Object value) {
        return switch (value) {
            case String text -> filled(text);
            case List<?> items -> items.stream().map(this::filled).toList();
            case Map<?, ?> fields -> {
                Map<String, @Nullable Object> filled = new LinkedHashMap<>();
                fields.forEach((name, field) -> filled.put(name.toString(), filled(field)));
                yield filled;
            }
            case null, default -> value;
        };
    }

    private @Nullable String filled(String text) {
        if (text.equals("${schedule.previous}") && previous == null) {
            return null;
        }
        return REFERENCE
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                found.group("escaped") == null
                                        ? fact(found.group("name"))
                                        : found.group().substring(1)));
    }

    private String fact(String name) {
        return switch (name) {
            case "schedule.name" -> schedule;
            case "schedule.instant" -> instant.toString();
            case "schedule.previous" -> String.valueOf(previous);
            default -> throw new IllegalStateException("unchecked reference " + name);
        };
    }
}
