package dev.millrace.contracts.training;

import java.time.Instant;
import java.util.Map;

/**
 * A name under which runs are compared.
 *
 * @param id a number, as MLflow's clients know it; 0 is {@code Default}
 * @param artifactLocation below which its runs keep their artifacts, as a URI
 */
public record Experiment(
        String id,
        String name,
        String artifactLocation,
        boolean deleted,
        Map<String, String> tags,
        Instant createdAt,
        Instant updatedAt) {}
