package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How large a pool is to be.
 *
 * @param slots 0 holds back every step that needs the pool
 */
@Schema(example = "{\"slots\": 2}")
public record PoolRequest(@Min(0) @Max(10_000) int slots) {}
