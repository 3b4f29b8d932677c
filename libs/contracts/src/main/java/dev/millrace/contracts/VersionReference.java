package dev.millrace.contracts;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.util.regex.Pattern;

/**
 * A version of a named thing, written {@code name@version}: {@code diabetes@3}, or for models also
 * an alias, {@code diabetes@champion}.
 */
public record VersionReference(String name, String version) {

    private static final Pattern FORM =
            Pattern.compile("(" + Names.PATTERN + ")@(" + Names.PATTERN + ")");

    /** Reads {@code name@version}; refuses anything else with INVALID_REQUEST. */
    public static VersionReference parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "\"%s\" is not of the form name@version".formatted(text));
        }
        return new VersionReference(matcher.group(1), matcher.group(2));
    }

    public static VersionReference of(String name, int number) {
        return new VersionReference(name, Integer.toString(number));
    }

    public boolean isNumber() {
        return version.chars().allMatch(Character::isDigit);
    }

    /** The version number; only where {@link #isNumber()}. */
    public int number() {
        return Integer.parseInt(version);
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
