package dev.millrace.ingest.dataset;

import dev.millrace.contracts.ingest.DatasetVersion;

/**
 * The version that holds what was asked for.
 *
 * @param existing whether it was there before
 */
public record Published(DatasetVersion version, boolean existing) {}
