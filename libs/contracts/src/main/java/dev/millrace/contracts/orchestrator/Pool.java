package dev.millrace.contracts.orchestrator;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What only so many steps may use at once.
 *
 * @param slots how many steps may hold one at once
 * @param waiting how many steps wait for one
 * @param holders who holds one, the longest first
 */
public record Pool(String name, int slots, int waiting, List<Holder> holders) {

    /** A step that holds a slot, and since when. */
    public record Holder(UUID run, String step, String pipeline, Instant since) {}
}
