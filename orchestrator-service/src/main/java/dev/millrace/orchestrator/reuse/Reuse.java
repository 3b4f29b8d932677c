package dev.millrace.orchestrator.reuse;

import static dev.millrace.orchestrator.remote.ServiceJobs.answered;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.CodeApi;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.remote.ServiceJobs;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds the results of equal steps. A service that does not answer only costs the reuse: the step
 * then runs. Of two runs that ask for the same at once both run, and the later result is kept.
 */
@Component
public class Reuse {

    private static final Logger log = LoggerFactory.getLogger(Reuse.class);

    private final ServiceJobs services;
    private final Results results;
    private final Artifacts artifacts;

    Reuse(ServiceJobs services, Results results, Artifacts artifacts) {
        this.services = services;
        this.results = results;
        this.artifacts = artifacts;
    }

    /**
     * What a result of this is kept under, as long as the service runs the code that it runs now;
     * null where none can be.
     */
    public @Nullable String key(Asked asked) {
        try {
            var service = Objects.requireNonNull(ServiceJobs.service(asked.type()));
            var code = answered(() -> services.client(service, CodeApi.class).code());
            return ResultKey.of(asked, code.version());
        } catch (PlatformException away) {
            log.info("Nothing is reused: {}", away.failure().message());
            return null;
        }
    }

    /** The result that stands for a new one; null if there is none. */
    public Outcome.@Nullable Reused find(Asked asked, String key, Duration age) {
        var found = results.find(key, age).orElse(null);
        if (found == null) {
            return null;
        }
        try {
            if (artifacts.areThere(asked.type(), found.outputs())) {
                results.keepFor(found, age);
                return new Outcome.Reused(found.outputs(), found.from());
            }
            log.info("What run {} made is gone; its result is forgotten.", found.from().run());
            results.forget(found);
        } catch (PlatformException away) {
            log.info("Nothing is reused: {}", away.failure().message());
        }
        return null;
    }

    /** Before anybody is told of the result: whoever hears of it can reuse it. */
    public void keep(
            String key,
            UUID run,
            String step,
            int attempt,
            Outcome.Succeeded result,
            Duration age) {
        results.keep(key, run, step, attempt, result.outputs(), age);
    }
}
