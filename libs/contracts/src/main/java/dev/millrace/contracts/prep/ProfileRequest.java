package dev.millrace.contracts.prep;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a dataset version.
 *
 * @param dataset {@code name@number} or {@code name@latest}
 * @param sql looks at the rows of this Spark SQL query instead; the version is called {@code
 *     dataset} there
 * @param target the column to correlate the others with
 */
@Schema(example = "{\"dataset\": \"diabetes@latest\", \"target\": \"Outcome\"}")
public record ProfileRequest(
        @NotBlank String dataset, @Nullable String sql, @Nullable String target) {}
