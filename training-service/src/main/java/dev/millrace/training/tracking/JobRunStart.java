package dev.millrace.training.tracking;

import java.util.Map;

/**
 * What is known of a job's run when it begins.
 *
 * @param experiment by name; created if new
 * @param epochs at most this many
 */
public record JobRunStart(
        String experiment,
        String name,
        int epochs,
        Map<String, String> params,
        Map<String, String> tags,
        Map<String, Object> lineage) {}
