package dev.millrace.prep.dataset;

import dev.millrace.contracts.ingest.DatasetVersion;

/** A dataset version under the name that SQL uses for it. */
public record Input(String name, DatasetVersion version) {}
