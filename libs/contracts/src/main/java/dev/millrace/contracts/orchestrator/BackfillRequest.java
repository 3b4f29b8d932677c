package dev.millrace.contracts.orchestrator;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Runs the instants of a stretch of time, whether or not they fired before.
 *
 * @param from its first moment, included
 * @param to its last moment, included
 * @param parallel how many of its runs go on at once; default 1
 */
@Schema(
        example =
                "{\"from\": \"2026-11-01T00:00:00Z\", \"to\": \"2026-11-15T00:00:00Z\", \"parallel\": 2}")
public record BackfillRequest(
        @NotNull Instant from, @NotNull Instant to, @Min(1) @Max(100) Integer parallel) {

    public BackfillRequest(Instant from, Instant to, @Nullable Integer parallel) {
        this.from = from;
        this.to = to;
        this.parallel = requireNonNullElse(parallel, 1);
    }
}
