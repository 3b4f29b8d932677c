package dev.millrace.inference.endpoint;

import dev.millrace.contracts.VersionReference;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.inference.DeployRequest;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.TrainingApi;
import dev.millrace.inference.serving.ModelLoader;
import dev.millrace.inference.serving.ServedModel;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobHandler;
import dev.millrace.kit.job.Publication;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Loads and verifies a version beside the one that serves, then lets it take over. A death at any
 * moment leaves the endpoint's row as it was; the job is then run again from the start.
 */
@Component
class Deployment implements JobHandler<DeployRequest> {

    static final String KIND = "deployment";

    private final TrainingApi training;
    private final ModelLoader loader;
    private final Endpoints endpoints;
    private final ModelReferences references;
    private final ServedEndpoints served;
    private final LoadProblems problems;
    private final EndpointWatch watch;

    Deployment(
            TrainingApi training,
            ModelLoader loader,
            Endpoints endpoints,
            ModelReferences references,
            ServedEndpoints served,
            LoadProblems problems,
            EndpointWatch watch) {
        this.training = training;
        this.loader = loader;
        this.endpoints = endpoints;
        this.references = references;
        this.served = served;
        this.problems = problems;
        this.watch = watch;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<DeployRequest> requestType() {
        return DeployRequest.class;
    }

    @Override
    public Publication run(JobContext context, DeployRequest request) throws Exception {
        VersionReference reference = VersionReference.parse(request.model());
        ModelVersion version = training.version(reference.name(), reference.version());
        references.claim(request.endpoint(), version);
        try {
            ServedModel model = loader.load(version, request.threshold(), context::progress);
            var candidate = new Candidate(request.endpoint(), version, model, context.principal());
            context.onInterrupt(candidate::discard);
            return candidate;
        } catch (Exception failed) {
            references.letGo(request.endpoint(), version);
            watch.releaseSoon();
            throw failed;
        }
    }

    /** A verified model on its way to traffic. */
    private final class Candidate implements Publication, TransactionSynchronization {

        private final String endpoint;
        private final ModelVersion version;
        private final ServedModel model;
        private final String principal;
        private final AtomicBoolean settled = new AtomicBoolean();
        private long revision;
        private ServedEndpoints.@Nullable Arrival arrival;

        Candidate(String endpoint, ModelVersion version, ServedModel model, String principal) {
            this.endpoint = endpoint;
            this.version = version;
            this.model = model;
            this.principal = principal;
        }

        @Override
        public Map<String, Object> publish() {
            TransactionSynchronizationManager.registerSynchronization(this);
            var before = endpoints.lock(endpoint);
            revision = endpoints.save(endpoint, version, model, principal);
            if (!references.confirm(endpoint, version)) {
                throw new PlatformException(
                        FailureCode.SERVICE_UNAVAILABLE,
                        "Another change to endpoint %s gave %s back while it was being loaded. Deploy it again."
                                .formatted(endpoint, version.reference()));
            }
            before.map(EndpointRow::version)
                    .filter(previous -> !previous.reference().equals(version.reference()))
                    .ifPresent(previous -> references.letGo(endpoint, previous));
            arrival = served.expect(endpoint);
            return Map.of(
                    "endpoint", endpoint,
                    "modelVersion", version.reference(),
                    "goldenRows", model.goldenRows());
        }

        @Override
        public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED && settled.compareAndSet(false, true)) {
                served.install(endpoint, revision, model);
                problems.clear(endpoint);
            } else {
                // Where the commit's fate is unknown, the watch finds out and loads it anew.
                discard();
            }
            if (arrival != null) {
                arrival.close();
            }
            watch.releaseSoon();
        }

        void discard() {
            if (settled.compareAndSet(false, true)) {
                model.release();
            }
        }
    }
}
