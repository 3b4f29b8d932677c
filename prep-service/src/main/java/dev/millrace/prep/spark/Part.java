package dev.millrace.prep.spark;

import java.util.Locale;

/** What rows are for. */
enum Part {
    TRAIN("training"),
    VALIDATION("validation"),
    TEST("test");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    /** As in sentences. */
    String title() {
        return title;
    }

    /** Below the location of prepared data. */
    String folder() {
        return name().toLowerCase(Locale.ROOT) + "/";
    }
}
