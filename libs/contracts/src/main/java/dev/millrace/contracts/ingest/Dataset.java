package dev.millrace.contracts.ingest;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A name under which versions of the same data are kept. */
@Schema(
        example =
                """
                {"name": "diabetes", "versions": 2, "latestVersion": 2, "latestRows": 768,
                 "updatedAt": "2026-11-20T10:15:30Z"}\
                """)
public record Dataset(
        String name, int versions, int latestVersion, long latestRows, Instant updatedAt) {}
