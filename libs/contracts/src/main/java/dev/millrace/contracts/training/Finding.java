package dev.millrace.contracts.training;

import java.util.Map;

/**
 * What a rule found.
 *
 * @param epoch in which, counted from 1
 * @param sentence says what was found and what helps
 * @param evidence the figures, by name
 */
public record Finding(
        Rule.Watch watch,
        Rule.Action action,
        int epoch,
        String sentence,
        Map<String, Object> evidence) {}
