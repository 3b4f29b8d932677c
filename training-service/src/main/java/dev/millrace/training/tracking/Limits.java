package dev.millrace.training.tracking;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.Map;
import java.util.regex.Pattern;

/** What names and values may be; the bounds of MLflow 2.17. */
public final class Limits {

    static final int MOST_METRICS = 1000;
    static final int MOST_PARAMS = 100;
    static final int MOST_TAGS = 100;
    static final int MOST_ENTRIES = 1000;
    private static final int LONGEST_KEY = 250;
    private static final int LONGEST_PARAM = 6000;
    private static final int LONGEST_TAG = 8000;
    private static final int LONGEST_NAME = 500;
    private static final Pattern KEY =
            Pattern.compile("[/\\w.\\- :]+", Pattern.UNICODE_CHARACTER_CLASS);

    private Limits() {}

    static void requireParams(Map<String, String> params) {
        requireAtMost("params", params.size(), MOST_PARAMS);
        params.forEach((key, value) -> {
            requireKey("param", key);
            requireValue("param", key, value, LONGEST_PARAM);
        });
    }

    public static void requireTags(Map<String, String> tags) {
        requireAtMost("tags", tags.size(), MOST_TAGS);
        tags.forEach((key, value) -> {
            requireKey("tag", key);
            requireValue("tag", key, value, LONGEST_TAG);
        });
    }

    static void requireAtMost(String what, int count, int most) {
        if (count > most) {
            throw invalid(
                    "There are %d %s; at most %d may come at once.".formatted(count, what, most));
        }
    }

    static void requireKey(String what, String key) {
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw invalid(
                    "The key of a %s must have 1 to %d characters, not %d: \"%s\"."
                            .formatted(what, LONGEST_KEY, key.length(), shortened(key)));
        }
        if (!KEY.matcher(key).matches() || !isPlainPath(key)) {
            throw invalid(
                    "\"%s\" cannot be the key of a %s: letters, digits, _ - . : / and spaces may occur, and no part between slashes may be empty, . or .."
                            .formatted(key, what));
        }
    }

    /** A name of an experiment or run. */
    static void requireName(String what, String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw invalid(
                    "The name of %s must have 1 to %d characters.".formatted(what, LONGEST_NAME));
        }
    }

    private static void requireValue(String what, String key, String value, int longest) {
        if (value.length() > longest) {
            throw invalid(
                    "The value of %s \"%s\" has %d characters; at most %d are kept."
                            .formatted(what, key, value.length(), longest));
        }
        if (value.indexOf('\0') >= 0) {
            throw invalid("The value of %s \"%s\" holds a NUL character.".formatted(what, key));
        }
    }

    private static boolean isPlainPath(String key) {
        for (var part : key.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static String shortened(String key) {
        return key.length() <= 50 ? key : key.substring(0, 50) + "…";
    }

    public static PlatformException invalid(String message) {
        return new PlatformException(FailureCode.INVALID_REQUEST, message);
    }
}
