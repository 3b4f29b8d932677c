package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What an artifact was made from, or what was made from it. An artifact is written {@code
 * kind:name}: {@code dataset:diabetes@3}.
 *
 * @param artifacts all that were reached, nearest first; the first one is the one asked about
 * @param edges how they were reached
 * @param complete false where a bound of the walk left something out
 */
@Schema(
        example =
                """
                {"artifact": "model:diabetes@4", "direction": "UP",
                 "artifacts": [{"artifact": "model:diabetes@4", "distance": 0},
                               {"artifact": "prepared:0f8a8d0a-5f11-4a5e-9a4b-7a44019aa3c1", "distance": 1}],
                 "edges": [{"from": "prepared:0f8a8d0a-5f11-4a5e-9a4b-7a44019aa3c1", "to": "model:diabetes@4",
                            "run": "019aa3c1-7a44-7a5e-9a4b-0f8a8d0a5f11", "step": "train", "attempt": 1,
                            "at": "2026-11-20T12:00:00Z"}],
                 "complete": true}\
                """)
public record Lineage(
        String artifact,
        Direction direction,
        List<Reached> artifacts,
        List<Edge> edges,
        boolean complete) {

    /** Which way to look. */
    public enum Direction {
        /** What it was made from. */
        UP,
        /** What was made from it. */
        DOWN
    }

    /**
     * @param distance how many steps lie between, at least
     */
    public record Reached(String artifact, int distance) {}

    /**
     * An attempt of a step made one from the other.
     *
     * @param from what was read
     * @param to what was made
     */
    public record Edge(String from, String to, UUID run, String step, int attempt, Instant at) {}
}
