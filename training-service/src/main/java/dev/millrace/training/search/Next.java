package dev.millrace.training.search;

import java.util.Map;

/** What a study does next. */
public sealed interface Next {

    /** A new trial, for so many epochs. */
    record Begin(Map<String, Object> point, int epochs) implements Next {}

    /** More epochs, in all, for a trial that rests. */
    record Promote(int trial, int epochs) implements Next {}

    /** Nothing until a trial that is under way has been measured. */
    record Await() implements Next {}

    /** Nothing any more. */
    record Done() implements Next {}
}
