package dev.millrace.prep.recipe;

import java.util.regex.Pattern;

/** Names that SQL can use without quoting: of inputs and views. */
public final class SqlName {

    private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private SqlName() {}

    public static boolean isValid(String name) {
        return FORM.matcher(name).matches();
    }

    static String mistake(String name) {
        return "\"%s\" is not a name that SQL can use: letters, digits and underscores, not starting with a digit"
                .formatted(name);
    }
}
