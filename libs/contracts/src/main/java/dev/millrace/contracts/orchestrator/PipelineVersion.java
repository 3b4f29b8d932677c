package dev.millrace.contracts.orchestrator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline definition as it was posted; never changes.
 *
 * @param definition the text, YAML or JSON, byte for byte
 * @param parameters names with their default values; a null default means that a run must give one
 * @param rules what a run may give for a parameter, for those that say it
 * @param steps names of the steps, each after those that it needs
 */
public record PipelineVersion(
        String pipeline,
        int number,
        String definition,
        Map<String, @Nullable Object> parameters,
        Map<String, ParameterRule> rules,
        List<String> steps,
        Instant createdAt,
        String createdBy) {}
