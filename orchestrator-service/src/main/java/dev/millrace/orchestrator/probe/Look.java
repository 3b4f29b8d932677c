package dev.millrace.orchestrator.probe;

import java.util.List;

/**
 * What came of a look.
 *
 * @param cursor where the next one begins
 * @param more whether it had to stop before it had seen everything
 */
public record Look(List<Finding> found, String cursor, boolean more) {

    static Look at(String cursor) {
        return new Look(List.of(), cursor, false);
    }
}
