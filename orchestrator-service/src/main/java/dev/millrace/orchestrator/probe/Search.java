package dev.millrace.orchestrator.probe;

import org.jspecify.annotations.Nullable;

/** Looks for one kind of thing. Whatever it throws means that it could not look. */
interface Search<P extends Probe> {

    /** A cursor before which everything lies that is there already. */
    String now(P probe);

    /**
     * What lies behind a cursor; null is the beginning. May find again what it found before, under
     * the same name.
     */
    Look look(P probe, @Nullable String cursor);
}
