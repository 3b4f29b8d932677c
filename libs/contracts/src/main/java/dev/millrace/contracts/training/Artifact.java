package dev.millrace.contracts.training;

import org.jspecify.annotations.Nullable;

/**
 * A file or folder of a run.
 *
 * @param path relative to the run's artifacts
 * @param bytes null for a folder
 */
public record Artifact(String path, boolean folder, @Nullable Long bytes) {}
