package dev.millrace.training.tracking;

import dev.millrace.contracts.training.Experiment;
import java.util.Map;
import java.util.UUID;

/**
 * A run that begins.
 *
 * @param startTime milliseconds since 1970
 */
public record NewRun(
        UUID id,
        Experiment experiment,
        String name,
        String principal,
        long startTime,
        Map<String, String> tags) {}
