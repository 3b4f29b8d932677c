package dev.millrace.training.filter;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.util.List;

/** Says where a filter or an ordering is wrong. */
final class FilterMistakes {

    private FilterMistakes() {}

    static PlatformException at(int column, String message) {
        return new PlatformException(
                FailureCode.INVALID_REQUEST,
                "The filter or ordering is wrong at character %d: %s.".formatted(column, message),
                List.of(new Mistake("filter", 1L, (long) column, message)));
    }

    static PlatformException expected(String expected, Token found) {
        return at(found.column(), "expected %s, found %s".formatted(expected, found));
    }
}
