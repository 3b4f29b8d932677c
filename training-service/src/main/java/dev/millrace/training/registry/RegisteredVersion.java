package dev.millrace.training.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What versions of both kinds have.
 *
 * @param external registered through MLflow's API: the platform cannot serve it
 * @param source where its files are, as a URI
 */
public record RegisteredVersion(
        String model,
        int number,
        boolean external,
        String source,
        @Nullable UUID run,
        @Nullable String runLink,
        String description,
        Map<String, String> tags,
        String stage,
        List<String> aliases,
        Instant createdAt,
        Instant updatedAt,
        String createdBy) {}
