package dev.millrace.contracts.job;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened in a job, in order.
 *
 * @param number rises by at least 1 from event to event of one job
 * @param type such as {@code started}, {@code progress}, {@code epoch}, {@code log}, {@code
 *     succeeded}
 * @param data facts of that type; a progress event holds {@code progress} and {@code message}
 */
public record JobEvent(long number, Instant at, String type, Map<String, Object> data) {}
