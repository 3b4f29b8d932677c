package dev.millrace.orchestrator.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A step's body in which everything but secrets was filled in: fit to be stored. Its texts have a
 * grammar of their own, so that no value can be taken for a reference: <code>${NAME}</code> is a
 * secret, and a dollar sign is written twice.
 */
public final class SecretText {

    private static final char SIGN = '$';

    private SecretText() {}

    /** The body with its references filled in, but for those to secrets. */
    public static @Nullable Object sealed(@Nullable Object body, Scope scope) {
        return mapped(body, text -> sealed(text, scope));
    }

    /** The sealed body with its secrets filled in. */
    public static @Nullable Object opened(@Nullable Object sealed, UnaryOperator<String> secrets) {
        return mapped(sealed, text -> opened(text, secrets));
    }

    /** Names of the secrets in a sealed body. */
    public static Set<String> names(@Nullable Object sealed) {
        var names = new LinkedHashSet<String>();
        opened(
                sealed,
                name -> {
                    names.add(name);
                    return "";
                });
        return names;
    }

    @FunctionalInterface
    private interface Change {
        @Nullable Object of(String text);
    }

    private static @Nullable Object mapped(@Nullable Object value, Change change) {
        return switch (value) {
            case String text -> change.of(text);
            case List<?> items -> {
                List<@Nullable Object> mapped = new ArrayList<>(items.size());
                for (Object item : items) {
                    mapped.add(mapped(item, change));
                }
                yield mapped;
            }
            case Map<?, ?> fields -> {
                Map<String, @Nullable Object> mapped = new LinkedHashMap<>();
                fields.forEach((name, item) -> mapped.put(name.toString(), mapped(item, change)));
                yield mapped;
            }
            case null, default -> value;
        };
    }

    private static @Nullable Object sealed(String text, Scope scope) {
        var template = Template.stored(text);
        if (template.isOneReference()) {
            var reference = template.references().getFirst();
            return reference instanceof Reference.Secret secret
                    ? placeholder(secret)
                    : mapped(scope.value(reference), SecretText::escaped);
        }
        var sealed = new StringBuilder();
        for (var part : template.parts()) {
            sealed.append(
                    switch (part) {
                        case Template.Part.Literal literal -> escaped(literal.text());
                        case Template.Part.Value(Reference.Secret secret) -> placeholder(secret);
                        case Template.Part.Value(var reference) ->
                                escaped(String.valueOf(scope.value(reference)));
                    });
        }
        return sealed.toString();
    }

    private static String escaped(String text) {
        return text.replace("$", "$$");
    }

    private static String placeholder(Reference.Secret secret) {
        return "${%s}".formatted(secret.name());
    }

    private static String opened(String text, UnaryOperator<String> secrets) {
        var opened = new StringBuilder();
        int at = 0;
        for (int sign = text.indexOf(SIGN); sign >= 0; sign = text.indexOf(SIGN, at)) {
            opened.append(text, at, sign);
            int end = text.startsWith("${", sign) ? text.indexOf('}', sign) : -1;
            if (end >= 0) {
                opened.append(secrets.apply(text.substring(sign + 2, end)));
                at = end + 1;
            } else {
                opened.append(SIGN);
                at = sign + (text.startsWith("$$", sign) ? 2 : 1);
            }
        }
        return opened.append(text, at, text.length()).toString();
    }
}
