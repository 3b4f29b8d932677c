package dev.millrace.contracts.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.VersionReference;
import io.swagger.v3.oas.annotations.media.Schema;
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
@JsonIgnoreProperties(value = "reference", allowGetters = true) // derived: written, not read
@Schema(
        example =
                """
                {"reference": "diabetes@1", "dataset": "diabetes", "number": 1,
                 "hash": "5b1f6a4c1d0c7f7c8f0a4b9a3d3f0a9a7c1f2e4d5b6a7980c1d2e3f405162738",
                 "rows": 768, "bytes": 23873,
                 "columns": [{"name": "Glucose", "type": "LONG", "nulls": 0},
                             {"name": "Diet", "type": "STRING", "nulls": 3,
                              "widenedBy": {"line": 17, "value": "n/a"}}],
                 "location": "s3://millrace/ingest/ingestion/0f8e6a1c/1/data/",
                 "sourceLocation": "s3://millrace/ingest/ingestion/0f8e6a1c/1/source/part-00000.csv",
                 "source": "/data/diabetes.csv",
                 "createdAt": "2026-11-20T10:15:30Z", "createdBy": "anonymous"}\
                """)
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
