package dev.millrace.contracts.ingest;

import dev.millrace.contracts.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source into a new version of a dataset, or into the version that already holds the same.
 *
 * @param dataset name of the dataset; created if new
 * @param source where the bytes are: {@code http(s)://…}, {@code s3://bucket/key} or {@code
 *     s3://bucket/prefix/}, {@code upload:<id>} from an upload, or the path of a local file inside
 *     an allowed folder
 */
@Schema(
        example =
                "{\"dataset\": \"diabetes\", \"source\": \"/data/diabetes.csv\", \"csv\": {\"nullTokens\": [\"\", \"?\"]}}")
public record IngestRequest(
        @Pattern(regexp = Names.PATTERN, message = Names.MESSAGE) @NotBlank String dataset,
        @NotBlank String source,
        @Nullable CsvOptions csv) {}
