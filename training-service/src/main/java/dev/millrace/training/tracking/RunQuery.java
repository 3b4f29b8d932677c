package dev.millrace.training.tracking;

import dev.millrace.contracts.training.RunSearch.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to show.
 *
 * @param experiments null means all
 * @param filter see {@link dev.millrace.training.filter.Filters}
 */
public record RunQuery(
        @Nullable List<Long> experiments,
        @Nullable String filter,
        @Nullable List<String> orderBy,
        View view,
        int limit,
        long offset) {}
