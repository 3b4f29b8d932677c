package dev.millrace.inference.serving;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the rows of one request, up to a bound. */
final class RowMistakes {

    static final int MOST = 100;

    private final List<Mistake> mistakes = new ArrayList<>();

    void add(int row, String column, String message) {
        if (!isFull()) {
            mistakes.add(Mistake.in("rows[%d].%s".formatted(row, column), message));
        }
    }

    void add(int row, String message) {
        if (!isFull()) {
            mistakes.add(Mistake.in("rows[%d]".formatted(row), message));
        }
    }

    int count() {
        return mistakes.size();
    }

    boolean isFull() {
        return mistakes.size() == MOST;
    }

    void throwIfAny() {
        if (mistakes.isEmpty()) {
            return;
        }
        Mistake first = mistakes.getFirst();
        String told = "%s: %s".formatted(first.field(), first.message());
        throw new PlatformException(
                FailureCode.INVALID_REQUEST,
                mistakes.size() == 1
                        ? told
                        : "%s%d mistakes in the rows; the first is %s"
                                .formatted(isFull() ? "At least " : "", mistakes.size(), told),
                mistakes);
    }
}
