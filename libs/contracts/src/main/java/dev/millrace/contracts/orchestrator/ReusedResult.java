package dev.millrace.contracts.orchestrator;

import java.time.Instant;
import java.util.UUID;

/**
 * An earlier result that stands for that of a step.
 *
 * @param run in which it was made
 * @param step by which it was made; it may have another name than the one that reuses it
 * @param at when it was made
 */
public record ReusedResult(UUID run, String step, Instant at) {}
