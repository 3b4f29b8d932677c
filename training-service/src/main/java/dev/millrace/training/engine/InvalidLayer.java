package dev.millrace.training.engine;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.util.List;

/** The failure for a layer that does not fit in its place. */
final class InvalidLayer {

    private InvalidLayer() {}

    /**
     * @param place as in a request, such as {@code layers[2].branches[0].layers[1]}
     * @param message says what was found and what would be right
     */
    static PlatformException at(String place, String message) {
        return new PlatformException(
                FailureCode.INVALID_NETWORK,
                place + " " + message,
                List.of(Mistake.in(place, message)));
    }
}
