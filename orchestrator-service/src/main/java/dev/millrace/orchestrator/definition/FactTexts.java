package dev.millrace.orchestrator.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values outside of definitions whose texts refer to facts, such as <code>${schedule.instant}</code>
 * . A text that is one reference and nothing else stands for the fact itself, with its type; {@code
 * $${} is a literal {@code ${}.
 */
public final class FactTexts {

    private static final Pattern REFERENCE =
            Pattern.compile("(?<escaped>\\$)?\\$\\{(?<name>[^}]*)}?");

    private FactTexts() {}

    /** References in a value that stand for no fact. */
    public static Set<String> unknown(@Nullable Object value, Predicate<String> isFact) {
        var unknown = new TreeSet<String>();
        find(
                value,
                found -> {
                    boolean ends = found.group().endsWith("}");
                    if (!ends || !isFact.test(found.group("name"))) {
                        unknown.add(found.group());
                    }
                });
        return unknown;
    }

    /** Names of all facts that a value refers to. */
    public static Set<String> names(@Nullable Object value) {
        var names = new TreeSet<String>();
        find(value, found -> names.add(found.group("name")));
        return names;
    }

    private static void find(
            @Nullable Object value, java.util.function.Consumer<java.util.regex.MatchResult> sink) {
        switch (value) {
            case String text ->
                    REFERENCE
                            .matcher(text)
                            .results()
                            .filter(found -> found.group("escaped") == null)
                            .forEach(sink);
            case List<?> items -> items.forEach(item -> find(item, sink));
            case Map<?, ?> fields -> fields.values().forEach(field -> find(field, sink));
            case null, default -> {}
        }
    }

    /** The values with every fact in its place. */
    public static Map<String, @Nullable Object> fill(
            Map<String, @Nullable Object> values, Function<String, @Nullable Object> fact) {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        values.forEach((name, value) -> filled.put(name, filled(value, fact)));
        return filled;
    }

    private static @Nullable Object filled(
            @Nullable Object value, Function<String, @Nullable Object> fact) {
        return switch (value) {
            case String text -> filled(text, fact);
            case List<?> items -> {
                List<@Nullable Object> filled = new ArrayList<>();
                items.forEach(item -> filled.add(filled(item, fact)));
                yield filled;
            }
            case Map<?, ?> fields -> {
                Map<String, @Nullable Object> filled = new LinkedHashMap<>();
                fields.forEach((name, field) -> filled.put(name.toString(), filled(field, fact)));
                yield filled;
            }
            case null, default -> value;
        };
    }

    private static @Nullable Object filled(String text, Function<String, @Nullable Object> fact) {
        var references = REFERENCE.matcher(text);
        if (references.matches() && references.group("escaped") == null) {
            return fact.apply(references.group("name"));
        }
        return references
                .reset()
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                found.group("escaped") == null
                                        ? String.valueOf(fact.apply(found.group("name")))
                                        : found.group().substring(1)));
    }
}
