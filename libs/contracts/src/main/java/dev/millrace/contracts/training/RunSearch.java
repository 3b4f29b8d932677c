package dev.millrace.contracts.training;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to show.
 *
 * @param experiments ids or names; none means all
 * @param filter conditions joined by {@code and}; none means all. See the guide, page "track"
 * @param orderBy such as {@code metrics.rmse desc}; ties, and everything without, go by start,
 *     newest first
 * @param view default ACTIVE
 * @param limit default 100
 * @param page {@code nextPage} of the answer before
 */
@Schema(
        example =
                """
                {"experiments": ["diabetes"], "filter": "metrics.auc > 0.8 and params.`optimizer.type` = 'adam'",
                 "orderBy": ["metrics.auc desc"], "limit": 10}\
                """)
public record RunSearch(
        @Nullable List<String> experiments,
        @Nullable String filter,
        @Nullable List<String> orderBy,
        @Nullable View view,
        @Nullable @Min(1) @Max(1000) Integer limit,
        @Nullable String page) {

    /** Whether deleted ones are meant. */
    public enum View {
        ACTIVE,
        DELETED,
        ALL
    }
}
