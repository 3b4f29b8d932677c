package dev.millrace.orchestrator.remote;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.inference.DeployRequest;
import dev.millrace.contracts.inference.InferenceApi;
import dev.millrace.contracts.ingest.IngestApi;
import dev.millrace.contracts.ingest.IngestRequest;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.prep.PrepApi;
import dev.millrace.contracts.prep.PrepareRequest;
import dev.millrace.contracts.prep.ProfileRequest;
import dev.millrace.contracts.training.AutoMlApi;
import dev.millrace.contracts.training.AutoMlRequest;
import dev.millrace.contracts.training.CrossValidationApi;
import dev.millrace.contracts.training.CrossValidationRequest;
import dev.millrace.contracts.training.StudyApi;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.contracts.training.TrainingApi;
import dev.millrace.orchestrator.definition.StepType;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Starts the job that a step stands for, and finds jobs by their service. */
@Component
public class ServiceJobs {

    private final HttpServiceProxyRegistry clients;
    private final JsonMapper json;

    ServiceJobs(HttpServiceProxyRegistry clients, JsonMapper json) {
        this.clients = clients;
        this.json = json;
    }

    /** The service that runs steps of that type; null for those that the orchestrator runs. */
    public static @Nullable String service(StepType type) {
        return switch (type) {
            case INGEST -> "ingest";
            case PROFILE, PREPARE -> "prep";
            case TRAIN, CROSS_VALIDATE, TUNE, AUTOML -> "training";
            case DEPLOY -> "inference";
            case CONDITION, COMPARE, NOOP, CHOICE, MAP, PIPELINE, WAIT, APPROVE -> null;
            case EMIT, SENSOR, HTTP, SCRIPT, SQL, NOTIFY -> null;
        };
    }

    /**
     * Starts a job, or finds the one that the same key started before.
     *
     * @param request JSON of the type's request
     */
    public Job submit(StepType type, String request, String key, String callback) {
        return Objects.requireNonNull(
                answered(() -> post(type, request, key, callback)).getBody(), "202 without a job");
    }

    private ResponseEntity<Job> post(StepType type, String request, String key, String callback) {
        return switch (type) {
            case INGEST ->
                    client("ingest", IngestApi.class)
                            .ingest(key, callback, read(request, IngestRequest.class));
            case PROFILE ->
                    client("prep", PrepApi.class)
                            .profile(key, callback, read(request, ProfileRequest.class));
            case PREPARE ->
                    client("prep", PrepApi.class)
                            .prepare(key, callback, read(request, PrepareRequest.class));
            case TRAIN ->
                    client("training", TrainingApi.class)
                            .train(key, callback, read(request, TrainRequest.class));
            case CROSS_VALIDATE ->
                    client("training", CrossValidationApi.class)
                            .crossValidate(
                                    key, callback, read(request, CrossValidationRequest.class));
            case TUNE ->
                    client("training", StudyApi.class)
                            .study(key, callback, read(request, StudyRequest.class));
            case AUTOML ->
                    client("training", AutoMlApi.class)
                            .automl(key, callback, read(request, AutoMlRequest.class));
            case DEPLOY ->
                    client("inference", InferenceApi.class)
                            .deploy(key, callback, read(request, DeployRequest.class));
            case CONDITION,
                    COMPARE,
                    NOOP,
                    CHOICE,
                    MAP,
                    PIPELINE,
                    WAIT,
                    APPROVE,
                    EMIT,
                    SENSOR,
                    HTTP,
                    SCRIPT,
                    SQL,
                    NOTIFY ->
                    throw new IllegalArgumentException(type + " has no job");
        };
    }

    public JobApi jobs(String service) {
        return client(service, JobApi.class);
    }

    /** Calls a service; whatever keeps its answer from being read means that it is unavailable. */
    public static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (RestClientException e) {
            throw new PlatformException(
                    FailureCode.SERVICE_UNAVAILABLE,
                    "the answer could not be read: " + e.getMessage(),
                    e);
        }
    }

    /** Typed client of a service; base URL and failures are those of all its clients. */
    public <T> T client(String service, Class<T> type) {
        return clients.getClient(service, type);
    }

    private <T> T read(String request, Class<T> type) {
        try {
            return json.readValue(request, type);
        } catch (JacksonException e) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "with its references filled in, the step is no %s: %s"
                            .formatted(type.getSimpleName(), e.getOriginalMessage()),
                    e);
        }
    }
}
