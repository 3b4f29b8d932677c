package dev.millrace.inference.endpoint;

import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.transform.Column;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An endpoint as the database has it; the higher revision is the later one. */
record EndpointRow(
        String name,
        long revision,
        ModelVersion version,
        @Nullable Double threshold,
        List<Column> inputs,
        Instant updatedAt,
        String updatedBy) {}
