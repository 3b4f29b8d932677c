package dev.millrace.contracts.job;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The code that a service runs.
 *
 * @param version equal for equal code, whenever and wherever it was built
 */
@Schema(
        example =
                "{\"version\": \"5b1f6a4c1d0c7f7c8f0a4b9a3d3f0a9a7c1f2e4d5b6a7980c1d2e3f405162738\"}")
public record Code(String version) {}
