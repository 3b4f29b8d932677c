package dev.millrace.training.filter;

import dev.millrace.training.filter.Token.Kind;
import java.util.Locale;

/**
 * What a condition or an ordering speaks of.
 *
 * @param key name of the metric, param, tag or attribute
 * @param column where it stands, counted from 1
 */
public record Subject(Entity entity, String key, int column) {

    /** Kinds of subject; an attribute needs no prefix. */
    public enum Entity {
        METRIC,
        PARAM,
        TAG,
        ATTRIBUTE
    }

    /** Reads {@code metrics.rmse}, {@code params.`a b`}, {@code tags."a b"}, {@code start_time}. */
    static Subject read(Tokens tokens) {
        var first = tokens.take();
        if (first.kind() == Kind.KEY) {
            return new Subject(Entity.ATTRIBUTE, first.text(), first.column());
        }
        if (first.kind() != Kind.WORD) {
            throw FilterMistakes.expected(
                    "metrics.…, params.…, tags.… or the name of an attribute", first);
        }
        int dot = first.text().indexOf('.');
        if (dot < 0) {
            return new Subject(Entity.ATTRIBUTE, first.text(), first.column());
        }
        var entity = entity(first, first.text().substring(0, dot));
        var key = first.text().substring(dot + 1);
        return new Subject(entity, key.isEmpty() ? quotedKey(tokens) : key, first.column());
    }

    private static String quotedKey(Tokens tokens) {
        var key = tokens.take();
        if (key.kind() != Kind.KEY && key.kind() != Kind.TEXT) {
            throw FilterMistakes.expected("a key after the dot", key);
        }
        return key.text();
    }

    private static Entity entity(Token token, String prefix) {
        return switch (prefix.toLowerCase(Locale.ROOT)) {
            case "metric", "metrics" -> Entity.METRIC;
            case "param", "params", "parameter", "parameters" -> Entity.PARAM;
            case "tag", "tags" -> Entity.TAG;
            case "attr", "attribute", "attributes", "run" -> Entity.ATTRIBUTE;
            default ->
                    throw FilterMistakes.at(
                            token.column(),
                            "\"%s\" is not one of metrics, params, tags, attributes"
                                    .formatted(prefix));
        };
    }

    @Override
    public String toString() {
        return entity == Entity.ATTRIBUTE
                ? key
                : entity.name().toLowerCase(Locale.ROOT) + "s." + key;
    }
}
