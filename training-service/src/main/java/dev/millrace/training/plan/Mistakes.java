package dev.millrace.training.plan;

import dev.millrace.contracts.failure.Mistake;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, with its place; goes on after each. */
final class Mistakes {

    private final List<Mistake> found = new ArrayList<>();

    List<Mistake> found() {
        return List.copyOf(found);
    }

    /** Answers whether it is right. */
    boolean require(boolean right, String field, String message) {
        if (!right) {
            add(field, message);
        }
        return right;
    }

    void add(String field, String message) {
        found.add(Mistake.in(field, message));
    }

    void within(String field, int number, int least, int most) {
        require(
                number >= least && number <= most,
                field,
                "must be %d to %d; it is %d".formatted(least, most, number));
    }

    void atLeastOne(String field, @Nullable Integer number) {
        require(number == null || number >= 1, field, "must be at least 1; it is " + number);
    }

    void aboveZero(String field, @Nullable Double number) {
        require(
                number == null || (number > 0 && Double.isFinite(number)),
                field,
                "must be above 0; it is " + number);
    }

    void atLeastZero(String field, @Nullable Double number) {
        require(
                number == null || (number >= 0 && Double.isFinite(number)),
                field,
                "must not be negative; it is " + number);
    }

    void share(String field, @Nullable Double number) {
        require(
                number == null || (number >= 0 && number < 1),
                field,
                "must be at least 0 and below 1; it is " + number);
    }

    void between(String field, double number) {
        require(number > 0 && number < 1, field, "must be above 0 and below 1; it is " + number);
    }
}
