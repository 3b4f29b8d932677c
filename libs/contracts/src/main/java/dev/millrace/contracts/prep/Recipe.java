package dev.millrace.contracts.prep;

import dev.millrace.transform.FeatureSpec;
import dev.millrace.transform.TargetSpec;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to do with dataset versions.
 *
 * @param views named Spark SQL queries, evaluated in order; each may use the inputs and the views
 *     before it
 * @param sql the query that gives the rows; default: all rows of the only input, or of the last
 *     view
 * @param clean typed steps, applied in order to those rows
 * @param split default: stratified for classes, random otherwise
 */
public record Recipe(
        @Nullable Map<String, String> views,
        @Nullable String sql,
        @Nullable List<CleaningStep> clean,
        @Nullable Split split,
        @NotNull @Valid TargetSpec target,
        @NotEmpty @Valid List<FeatureSpec> features) {}
