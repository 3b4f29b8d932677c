package dev.millrace.orchestrator.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Wording of messages. */
final class Text {

    private Text() {}

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

    static String listed(Collection<String> words) {
        var shown = words.stream().limit(20).toList();
        return String.join(", ", shown) + (shown.size() < words.size() ? ", …" : "");
    }

    /** Levenshtein's edit distance; long words are compared by their first 64 characters. */
    static int distance(String left, String right) {
        var a = left.toLowerCase(Locale.ROOT).substring(0, Math.min(64, left.length()));
        var b = right.toLowerCase(Locale.ROOT).substring(0, Math.min(64, right.length()));
        var previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
