package dev.millrace.training.job;

import dev.millrace.contracts.VersionReference;
import dev.millrace.kit.job.JobContext;
import dev.millrace.training.job.RequestCheck.Accepted;
import dev.millrace.training.registry.Registry;
import org.springframework.stereotype.Component;

/** Keeps the version that a training starts from, while it trains. */
@Component
class StartInUse {

    private final Registry registry;

    StartInUse(Registry registry) {
        this.registry = registry;
    }

    /** Refers to the version; references of earlier attempts go. */
    void begin(JobContext context, Accepted accepted) {
        if (accepted.start() == null) {
            return;
        }
        var version = VersionReference.parse(accepted.start().version());
        for (int earlier = 1; earlier < context.attempt(); earlier++) {
            registry.removeReference(version.name(), version.version(), referrer(context, earlier));
        }
        registry.addReference(
                version.name(), version.version(), referrer(context, context.attempt()));
    }

    void end(JobContext context, Accepted accepted) {
        if (accepted.start() != null) {
            var version = VersionReference.parse(accepted.start().version());
            registry.removeReference(
                    version.name(), version.version(), referrer(context, context.attempt()));
        }
    }

    /** Ends because of a failure, which is the one to be told. */
    void endAfter(Exception failure, JobContext context, Accepted accepted) {
        try {
            end(context, accepted);
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    private static String referrer(JobContext context, int attempt) {
        return "training:%s:%d".formatted(context.id(), attempt);
    }
}
