package dev.millrace.orchestrator.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wording of messages. */
final class Text {

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

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    /** "; did you mean 'train'?" where one of the known words is near, otherwise a list of them. */
    static String suggestion(String word, Collection<String> known) {
        if (known.isEmpty()) {
            return "; there are none";
        }
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(nearest -> distance(word, nearest) <= Math.max(1, nearest.length() / 3))
                .map(nearest -> "; did you mean '%s'?".formatted(nearest))
                .orElseGet(() -> "; known are " + listed(known));
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
