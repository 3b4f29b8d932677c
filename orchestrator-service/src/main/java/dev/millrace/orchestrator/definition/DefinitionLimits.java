package dev.millrace.orchestrator.definition;

import java.time.Duration;

/** Bounds that keep a hostile or mistaken definition from costing more than it is worth. */
final class DefinitionLimits {

    static final int CHARACTERS = 1 << 20;

    /** Values after aliases are followed; stops alias bombs. */
    static final int VALUES = 500_000;

    static final int DEPTH = 32;

    static final int STEPS = 10_000;

    /** Of one map. */
    static final int ITEMS = 10_000;

    /** Of one choice. */
    static final int CASES = 100;

    /** In one condition. */
    static final int COMPARISONS = 100;

    /** Of one condition. */
    static final int CONDITION_CHARACTERS = 10_000;

    /** In one text. */
    static final int REFERENCES = 1_000;

    /** Of one reference. */
    static final int REFERENCE_CHARACTERS = 1_000;

    /** Of one regular expression. */
    static final int PATTERN_CHARACTERS = 1_000;

    /** Of one name that is no value, such as a field's. */
    static final int NAME_CHARACTERS = 256;

    /** The longest time that means anything. */
    static final Duration YEAR = Duration.ofDays(366);

    /** How many mistakes are told at once. */
    static final int MISTAKES = 100;

    private DefinitionLimits() {}
}
