package dev.millrace.contracts.training;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people add to a version; what is absent stays as it is.
 *
 * @param tags added to those there are; an empty value removes its tag
 */
@Schema(
        example =
                """
                {"description": "First model with the 2026 readings.", "tags": {"reviewed-by": "clinic"}}\
                """)
public record VersionNotes(
        @Nullable @Size(max = 10_000) String description,
        @Nullable Map<@Size(min = 1, max = 250) String, @Size(max = 5000) String> tags) {}
