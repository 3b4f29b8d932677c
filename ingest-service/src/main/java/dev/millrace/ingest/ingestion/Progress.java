package dev.millrace.ingest.ingestion;

import dev.millrace.kit.job.JobContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells how many bytes of a pass are done; reading is the first half of a job, writing the second.
 */
final class Progress {

    private static final long MEGABYTE = 1 << 20;

    private final JobContext context;
    private final String doing;
    private final double start;
    private final @Nullable Long total;
    private long done;

    private Progress(JobContext context, String doing, double start, @Nullable Long total) {
        this.context = context;
        this.doing = doing;
        this.start = start;
        this.total = total;
    }

    static Progress reading(JobContext context, @Nullable Long total) {
        return new Progress(context, "Reading the source", 0, total);
    }

    static Progress writing(JobContext context, long total) {
        return new Progress(context, "Writing Parquet", 0.5, total);
    }

    void add(long bytes) {
        done += bytes;
        if (total == null || total == 0) {
            context.progress(start, "%s: %d MiB so far".formatted(doing, done / MEGABYTE));
            return;
        }
        double share = Math.min(1, (double) done / total);
        context.progress(
                start + share / 2,
                "%s: %.0f %% of %.1f MiB".formatted(doing, share * 100, (double) total / MEGABYTE));
    }

    long done() {
        return done;
    }
}
