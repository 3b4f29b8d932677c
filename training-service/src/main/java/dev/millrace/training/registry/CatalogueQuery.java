package dev.millrace.training.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which models or versions to show.
 *
 * @param filter see {@link dev.millrace.training.filter.Filters}
 */
public record CatalogueQuery(
        @Nullable String filter, @Nullable List<String> orderBy, int limit, long offset) {}
