package dev.millrace.contracts.ingest;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Bytes that wait to be ingested. Unused uploads are removed after a day.
 *
 * @param source to be named as the {@code source} of an ingestion
 */
@Schema(
        example =
                """
                {"source": "upload:0f8e6a1c-52f5-4c0e-9d4b-6a3f0f7d2b11", "bytes": 23873,
                 "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}\
                """)
public record Upload(String source, long bytes, String sha256) {}
