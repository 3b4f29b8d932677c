package dev.millrace.training.tracking;

/**
 * A value to be written.
 *
 * @param at milliseconds since 1970
 */
public record Point(String metric, long step, long at, double value) {}
