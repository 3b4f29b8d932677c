package dev.millrace.orchestrator.definition;

/** Bounds that keep a hostile or mistaken definition from costing more than it is worth. */
final class DefinitionLimits {

    static final int CHARACTERS = 1 << 20;

    /** Values after aliases are followed; stops alias bombs. */
    static final int VALUES = 500_000;

    static final int DEPTH = 32;

    static final int STEPS = 10_000;

    /** How many mistakes are told at once. */
    static final int MISTAKES = 100;

    private DefinitionLimits() {}
}
