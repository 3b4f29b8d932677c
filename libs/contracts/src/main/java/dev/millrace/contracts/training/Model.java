package dev.millrace.contracts.training;

import java.time.Instant;
import java.util.Map;

/** A name under which versions are registered; aliases point at version numbers. */
public record Model(
        String name,
        int versions,
        int latestVersion,
        Map<String, Integer> aliases,
        Instant updatedAt) {}
