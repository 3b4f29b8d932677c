package dev.millrace.orchestrator.definition;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question to a database, a change of it, or a copy out of it or into it: one of {@code query},
 * {@code update} and {@code from}.
 *
 * @param connection its name in the installation's settings
 * @param query reads; no references, but {@code :name} for each of the parameters
 * @param update changes, in one transaction
 * @param parameters values by name
 * @param maxRows that a query may give; null for 1,000
 * @param to where a query's rows go as CSV, instead of becoming outputs
 * @param from CSV with a line of column names
 * @param into the table that gets its rows
 */
@Schema(description = "Asks, changes or copies a database of the installation's settings")
public record SqlBody(
        @NotBlank String connection,
        @Nullable @Size(min = 1, max = 100_000) String query,
        @Nullable @Size(min = 1, max = 100_000) String update,
        @Nullable Map<String, @Nullable Object> parameters,
        @Nullable @Min(1) @Max(10_000) Integer maxRows,
        @Nullable @Pattern(regexp = OBJECT, message = "must be such as s3://bucket/folder/file.csv") String to,
        @Nullable @Pattern(regexp = OBJECT, message = "must be such as s3://bucket/folder/file.csv") String from,
        @Nullable @Pattern(regexp = TABLE, message = "must be a table such as sales.orders") String into) {

    static final String OBJECT = "s3://[^/]+/.+";
    static final String TABLE = "[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?";
}
