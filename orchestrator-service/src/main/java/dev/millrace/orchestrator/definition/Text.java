package dev.millrace.orchestrator.definition;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wording of messages. */
final class Text {

    private static final int COMPARED = 200;

    private Text() {}

    /** What to call a value. */
    static String described(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case String text -> "the text \"%s\"".formatted(shortened(text));
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "a mapping";
            default -> value.toString();
        };
    }

    /** At most 60 characters of it; those that nobody sees are written as escapes. */
    static String shortened(String text) {
        var shown = text.length() <= 60 ? text : text.substring(0, 57) + "...";
        return shown.codePoints().noneMatch(Text::isUnseen) ? shown : escaped(shown);
    }

    private static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            case Character.SPACE_SEPARATOR -> character != ' ';
            default -> false;
        };
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints()
                .forEach(character ->
                        escaped.append(
                                isUnseen(character)
                                        ? "\\u%04X".formatted(character)
                                        : Character.toString(character)));
        return escaped.toString();
    }

    /** "; did you mean 'train'?" where one of the known words is near, otherwise a list of them. */
    static String suggestion(String word, Collection<String> known) {
        if (known.isEmpty()) {
            return "; there are none";
        }
        var nearest = nearest(word, known);
        return nearest == null
                ? "; known are " + listed(known)
                : "; did you mean '%s'?".formatted(nearest);
    }

    /** Comparing takes time, so of very many words that may be near the first are looked at. */
    private static @Nullable String nearest(String word, Collection<String> known) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        int compared = 0;
        for (var candidate : known) {
            int most = Math.max(1, candidate.length() / 3);
            if (Math.abs(candidate.length() - word.length()) > most || compared == COMPARED) {
                continue;
            }
            compared++;
            int distance = distance(word, candidate);
            if (distance <= most && distance < least) {
                nearest = candidate;
                least = distance;
            }
        }
        return nearest;
    }

    /** The names with arrows between them; of a long circle its beginning and its end. */
    static String circle(List<String> names) {
        if (names.size() <= 20) {
            return String.join(" -> ", names);
        }
        return "%s -> … (%,d more) … -> %s"
                .formatted(
                        String.join(" -> ", names.subList(0, 10)),
                        names.size() - 20,
                        String.join(" -> ", names.subList(names.size() - 10, names.size())));
    }

    static String listed(Collection<String> words) {
        var shown = words.stream().limit(20).toList();
        return String.join(", ", shown) + (shown.size() < words.size() ? ", …" : "");
    }

    /**
     * Edits from one word to the other: insert, delete, replace, or swap two neighbours. Long words
     * are compared by their first 64 characters.
     */
    static int distance(String left, String right) {
        var a = left.toLowerCase(Locale.ROOT).substring(0, Math.min(64, left.length()));
        var b = right.toLowerCase(Locale.ROOT).substring(0, Math.min(64, right.length()));
        var edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : edits(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int edits(int[][] edits, String a, String b, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
    }
}
