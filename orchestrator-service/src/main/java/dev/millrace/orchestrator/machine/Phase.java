package dev.millrace.orchestrator.machine;

/** The parts of a run, one after the other. */
enum Phase {
    MAIN,
    /** Compensations, of a run that did not succeed. */
    UNDO,
    /** {@code finally}. */
    LAST;

    static Phase of(StepStatus step) {
        var parent = step.parent();
        if (parent != null) {
            return of(parent);
        }
        var definition = step.definition();
        if (definition.flow().last()) {
            return LAST;
        }
        return definition.undoes() == null ? MAIN : UNDO;
    }
}
