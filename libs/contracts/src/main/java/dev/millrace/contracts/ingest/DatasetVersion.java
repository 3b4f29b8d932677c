package dev.millrace.contracts.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.VersionReference;
import java.time.Instant;
import java.util.List;

/**
 * Immutable rows with a schema.
 *
 * @param hash SHA-256 over content, parse options and schema, in hexadecimal: the identity
 * @param location folder of the Parquet files, as an {@code s3://} URI
 * @param sourceLocation the bytes as they came, as an {@code s3://} URI
 * @param source what was asked for
 * @param bytes size of the source
 */
public record DatasetVersion(
        String dataset,
        int number,
        String hash,
        long rows,
        long bytes,
        List<DatasetColumn> columns,
        String location,
        String sourceLocation,
        String source,
        Instant createdAt,
        String createdBy) {

    /** {@code dataset@number}: how other services and pipelines refer to this version. */
    @JsonProperty("reference")
    public String reference() {
        return VersionReference.of(dataset, number).toString();
    }
}
