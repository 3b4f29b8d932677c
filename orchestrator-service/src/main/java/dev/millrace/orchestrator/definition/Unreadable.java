package dev.millrace.orchestrator.definition;

import dev.millrace.contracts.failure.Mistake;

/** The text is not a document that could be checked any further. */
final class Unreadable extends Exception {

    private final transient Mistake mistake;

    Unreadable(Place place, String message) {
        super(message);
        this.mistake = new Mistake(null, place.line(), place.column(), message);
    }

    Mistake mistake() {
        return mistake;
    }
}
