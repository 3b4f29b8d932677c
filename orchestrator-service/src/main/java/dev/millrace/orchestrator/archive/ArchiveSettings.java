package dev.millrace.orchestrator.archive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When rows are moved to the bucket.
 *
 * @param after runs that ended, and instants that were decided about, longer ago than that
 * @param auditAfter entries of the audit that are older than that; default seven years
 * @param pause between batches
 * @param batch how many runs are moved at once
 */
@ConfigurationProperties("millrace.archive")
record ArchiveSettings(
        @DefaultValue("90d") Duration after,
        @DefaultValue("2557d") Duration auditAfter,
        @DefaultValue("1s") Duration pause,
        @DefaultValue("20") int batch) {

    ArchiveSettings {
        if (after.compareTo(Duration.ofHours(1)) < 0 || auditAfter.compareTo(after) < 0) {
            throw new IllegalArgumentException(
                    "millrace.archive.after must be an hour at least, and audit-after no less than that");
        }
        if (batch < 1 || batch > 1000) {
            throw new IllegalArgumentException("millrace.archive.batch must be 1 to 1000");
        }
    }
}
