package dev.millrace.training.filter;

import dev.millrace.contracts.failure.PlatformException;

/** What can be asked about one kind of thing. */
@FunctionalInterface
public interface Vocabulary {

    /**
     * Where the rows keep a subject.
     *
     * @param parameters takes the subject's key, which is never written into the SQL
     * @throws PlatformException as {@link #unknown} makes it
     */
    Column column(Subject subject, Parameters parameters);

    static PlatformException unknown(Subject subject, String known) {
        return FilterMistakes.at(
                subject.column(), "%s is not known here; known are %s".formatted(subject, known));
    }
}
