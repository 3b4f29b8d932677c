package dev.millrace.training.job;

import dev.millrace.contracts.prep.PrepApi;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.kit.job.JobContext;
import org.springframework.stereotype.Component;

/**
 * Tells prep-service which data a job needs. Each attempt refers for itself: one that was taken
 * over cannot take away what another needs.
 */
@Component
public class DataInUse {

    private final PrepApi prep;

    DataInUse(PrepApi prep) {
        this.prep = prep;
    }

    /** Under which name an attempt refers to data. */
    public static String referrer(String kind, JobContext context) {
        return referrer(kind, context, context.attempt());
    }

    private static String referrer(String kind, JobContext context, int attempt) {
        return "%s:%s:%d".formatted(kind, context.id(), attempt);
    }

    /** Refers to the data; references of earlier attempts go. */
    public void begin(String kind, JobContext context, PreparedData data) {
        for (int earlier = 1; earlier < context.attempt(); earlier++) {
            prep.removeReference(data.id(), referrer(kind, context, earlier));
        }
        prep.addReference(data.id(), referrer(kind, context));
    }

    public void end(String kind, JobContext context, PreparedData data) {
        prep.removeReference(data.id(), referrer(kind, context));
    }

    /** Ends because of a failure, which is the one to be told. */
    public void endAfter(Exception failure, String kind, JobContext context, PreparedData data) {
        try {
            end(kind, context, data);
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }
}
