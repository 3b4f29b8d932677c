package dev.millrace.contracts.orchestrator;

import java.time.Instant;

/** A name under which definitions are kept. */
public record Pipeline(String name, int latestVersion, Instant updatedAt) {}
