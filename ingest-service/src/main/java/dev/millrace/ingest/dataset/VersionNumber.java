package dev.millrace.ingest.dataset;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.util.List;

/** The number in a path that names a version. */
final class VersionNumber {

    private VersionNumber() {}

    static int parse(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "\"%s\" is not a version: give its number, or latest.".formatted(text),
                    List.of(Mistake.in("version", "must be a number, or latest")));
        }
    }
}
