package dev.millrace.inference.endpoint;

import dev.millrace.contracts.VersionReference;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.inference.DeployRequest;
import dev.millrace.contracts.inference.Endpoint;
import dev.millrace.contracts.inference.InferenceApi;
import dev.millrace.contracts.inference.PredictRequest;
import dev.millrace.contracts.inference.Predictions;
import dev.millrace.contracts.job.Job;
import dev.millrace.inference.serving.ServedModel;
import dev.millrace.kit.job.Jobs;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EndpointController implements InferenceApi {

    private final Jobs jobs;
    private final Endpoints endpoints;
    private final Removal removal;
    private final ServedEndpoints served;
    private final Readiness readiness;
    private final PredictionGate gate;
    private final PredictionMetrics metrics;

    EndpointController(
            Jobs jobs,
            Endpoints endpoints,
            Removal removal,
            ServedEndpoints served,
            Readiness readiness,
            PredictionGate gate,
            PredictionMetrics metrics) {
        this.jobs = jobs;
        this.endpoints = endpoints;
        this.removal = removal;
        this.served = served;
        this.readiness = readiness;
        this.gate = gate;
        this.metrics = metrics;
    }

    @Override
    public ResponseEntity<Job> deploy(
            @Nullable String idempotencyKey, @Nullable String callbackUrl, DeployRequest request) {
        VersionReference.parse(request.model());
        return jobs.submit(Deployment.KIND, request, idempotencyKey, callbackUrl);
    }

    @Override
    public List<Endpoint> list() {
        return endpoints.all().stream().map(readiness::describe).toList();
    }

    @Override
    public Endpoint find(String name) {
        return endpoints.find(name).map(readiness::describe).orElseThrow(() -> unknown(name));
    }

    @Override
    public void delete(String name) {
        removal.remove(name);
    }

    @Override
    public Predictions predict(String name, PredictRequest request) {
        ServedModel model = served.borrow(name).orElseThrow(() -> notServed(name));
        try {
            var answers = gate.compute(deadline -> model.predict(request.rows(), deadline));
            metrics.countRows(name, answers.size());
            return new Predictions(name, model.reference(), model.threshold(), answers);
        } finally {
            model.release();
        }
    }

    private PlatformException notServed(String name) {
        return endpoints
                .find(name)
                .map(row ->
                        new PlatformException(
                                FailureCode.ENDPOINT_NOT_READY,
                                "Endpoint %s does not answer on this instance yet. %s"
                                        .formatted(name, readiness.problem(row))))
                .orElseGet(() -> unknown(name));
    }

    private static PlatformException unknown(String name) {
        return new PlatformException(
                FailureCode.ENDPOINT_NOT_FOUND,
                "There is no endpoint %s. GET /v1/endpoints lists those there are."
                        .formatted(name));
    }
}
