package dev.millrace.contracts.ingest;

import java.time.Instant;

/** A name under which versions of the same data are kept. */
public record Dataset(
        String name, int versions, int latestVersion, long latestRows, Instant updatedAt) {}
