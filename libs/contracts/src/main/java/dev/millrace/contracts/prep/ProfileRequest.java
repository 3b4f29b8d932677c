package dev.millrace.contracts.prep;

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
public record ProfileRequest(
        @NotBlank String dataset, @Nullable String sql, @Nullable String target) {}
