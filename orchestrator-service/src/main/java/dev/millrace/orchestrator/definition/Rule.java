package dev.millrace.orchestrator.definition;

import java.util.Arrays;
import java.util.Locale;

/**
 * When a step starts, said of the steps that it needs. A step that was caught counts as succeeded;
 * one that was skipped counts as neither succeeded nor failed.
 */
public enum Rule {
    /** Every one succeeded. */
    ALL_SUCCEEDED,
    /** None failed or was cancelled, and at least one succeeded. */
    NONE_FAILED,
    /** As soon as one has succeeded. */
    ONE_SUCCEEDED,
    /** As soon as one has failed. */
    ONE_FAILED,
    /** Every one failed. */
    ALL_FAILED,
    /** All have ended, however. */
    ALL_DONE,
    /** All have ended, however; also in a run that is being cancelled. */
    ALWAYS;

    /** What a step does next. */
    public enum Verdict {
        WAIT,
        START,
        SKIP
    }

    /** How many of a step's needs stand where. */
    public record Tally(int needs, int succeeded, int failed, int cancelled, int skipped) {

        public static Tally of(int needs) {
            return new Tally(needs, 0, 0, 0, 0);
        }

        public boolean allEnded() {
            return succeeded + failed + cancelled + skipped == needs;
        }
    }

    public Verdict verdict(Tally tally) {
        boolean early =
                switch (this) {
                    case ONE_SUCCEEDED -> tally.succeeded() > 0;
                    case ONE_FAILED -> tally.failed() > 0;
                    default -> false;
                };
        if (early) {
            return Verdict.START;
        }
        if (!tally.allEnded()) {
            return Verdict.WAIT;
        }
        return holds(tally) ? Verdict.START : Verdict.SKIP;
    }

    private boolean holds(Tally all) {
        return switch (this) {
            case ALL_SUCCEEDED -> all.succeeded() == all.needs();
            case NONE_FAILED -> all.failed() + all.cancelled() == 0 && all.succeeded() > 0;
            case ONE_SUCCEEDED, ONE_FAILED -> false;
            case ALL_FAILED -> all.failed() == all.needs();
            case ALL_DONE, ALWAYS -> true;
        };
    }

    /** Whether it can no longer hold, whatever the other steps do. */
    public boolean isLost(int needs, int skipped) {
        return switch (this) {
            case ALL_SUCCEEDED, ALL_FAILED -> skipped > 0;
            case NONE_FAILED, ONE_SUCCEEDED, ONE_FAILED -> needs > 0 && skipped == needs;
            case ALL_DONE, ALWAYS -> false;
        };
    }

    /** Whether the rule says anything of a step that needs no other. */
    public boolean makesSenseAlone() {
        return this == ALL_SUCCEEDED || this == ALL_DONE || this == ALWAYS;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rule of that name in a definition. */
    public static Rule of(String name) {
        return Arrays.stream(values())
                .filter(rule -> rule.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rule " + name));
    }
}
