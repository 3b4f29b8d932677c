package dev.millrace.testing;

import dev.millrace.contracts.failure.Failure;
import java.util.stream.Collectors;

/** The wording of a refused definition: an exception in a test shows its message only. */
final class Refusal {

    private Refusal() {}

    static Failure told(Failure failure) {
        var mistakes =
                failure.mistakes().stream()
                        .map(mistake ->
                                "%n  line %s, column %s: %s %s"
                                        .formatted(
                                                mistake.line(),
                                                mistake.column(),
                                                mistake.field(),
                                                mistake.message()))
                        .collect(Collectors.joining());
        return new Failure(failure.code(), failure.message() + ":" + mistakes, failure.mistakes());
    }
}
