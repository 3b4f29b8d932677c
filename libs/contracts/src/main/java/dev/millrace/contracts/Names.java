package dev.millrace.contracts;

/** How users may name datasets, models, endpoints, pipelines, steps and parts of a recipe. */
public final class Names {

    /** Lower-case letters, digits, dashes; starts with a letter or digit; at most 63 characters. */
    public static final String PATTERN = "[a-z0-9][a-z0-9-]{0,62}";

    public static final String MESSAGE =
            "must be 1 to 63 lower-case letters, digits or dashes, starting with a letter or digit";

    private Names() {}
}
