package dev.millrace.training.registry;

import java.time.Instant;
import java.util.Map;

/** A model as MLflow's clients know it; it may have no version. */
public record RegisteredModel(
        String name,
        String description,
        Map<String, String> tags,
        Map<String, Integer> aliases,
        Instant createdAt,
        Instant updatedAt) {}
