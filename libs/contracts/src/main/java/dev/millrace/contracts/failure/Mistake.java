package dev.millrace.contracts.failure;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in a request or in its data.
 *
 * @param field where it is in the document, such as {@code steps.train.needs[0]}, or the name of a
 *     data column
 * @param line line of the document or data file, counted from 1
 * @param column character position in that line, counted from 1
 * @param message what is wrong, and what would be right
 */
public record Mistake(
        @Nullable String field, @Nullable Long line, @Nullable Long column, String message) {

    public static Mistake in(String field, String message) {
        return new Mistake(field, null, null, message);
    }

    public static Mistake at(long line, @Nullable String field, String message) {
        return new Mistake(field, line, null, message);
    }
}
