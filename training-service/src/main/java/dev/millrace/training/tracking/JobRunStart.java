package dev.millrace.training.tracking;

import java.util.Map;

/**
 * What is known of a job's run when it begins.
 *
 * @param experiment by name; created if new
 * @param params what the job was asked for, beside the trainings that it does
 */
public record JobRunStart(
        String experiment,
        String name,
        Map<String, String> params,
        Map<String, String> tags,
        Map<String, Object> lineage) {}
