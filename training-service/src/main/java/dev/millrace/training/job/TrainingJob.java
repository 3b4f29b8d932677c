package dev.millrace.training.job;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobHandler;
import dev.millrace.kit.job.Publication;
import dev.millrace.kit.observe.Correlation;
import dev.millrace.training.registry.NewVersion;
import dev.millrace.training.registry.Registry;
import dev.millrace.training.tracking.JobRun;
import dev.millrace.training.tracking.JobRuns;
import dev.millrace.training.worker.WorkerReport.Succeeded;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Trains in a worker and registers what comes of it. */
@Component
class TrainingJob implements JobHandler<TrainRequest> {

    static final String KIND = "training";

    private final RequestCheck check;
    private final DataInUse inUse;
    private final Trainings trainings;
    private final Registry registry;
    private final JobRuns runs;
    private final RunFacts facts;
    private final CheckpointedJobs checkpoints;

    TrainingJob(
            RequestCheck check,
            DataInUse inUse,
            Trainings trainings,
            Registry registry,
            JobRuns runs,
            RunFacts facts,
            CheckpointedJobs checkpoints) {
        this.check = check;
        this.inUse = inUse;
        this.trainings = trainings;
        this.registry = registry;
        this.runs = runs;
        this.facts = facts;
        this.checkpoints = checkpoints;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<TrainRequest> requestType() {
        return TrainRequest.class;
    }

    @Override
    public Publication run(JobContext context, TrainRequest posted) throws Exception {
        long start = System.nanoTime();
        var accepted = check.require(posted);
        var request = accepted.request();
        var data = accepted.data();
        inUse.begin(KIND, context, data);
        try {
            var run = runs.begin(context, facts.start(context, request, lineage(context, data)));
            var outcome = train(context, request, data, run);
            var version = version(context, request, data, outcome);
            return () -> {
                checkpoints.deleteAfterCommit(context);
                return publish(version, outcome, run, start);
            };
        } catch (Exception failure) {
            inUse.endAfter(failure, KIND, context, data);
            checkpoints.deleteIfOver(context, failure);
            throw failure;
        }
    }

    /** However it ends, its run keeps all points. */
    private Succeeded train(JobContext context, TrainRequest request, PreparedData data, JobRun run)
            throws Exception {
        try {
            return trainings.train(context, request, data, run);
        } finally {
            run.close();
        }
    }

    private Map<String, Object> publish(
            NewVersion trained, Succeeded outcome, JobRun run, long start) {
        var version = registry.register(trained);
        run.finish(
                version.bestEpoch(),
                RunFacts.metrics(version),
                Map.of("millrace.modelVersion", version.reference()),
                RunFacts.environment(version));
        var result = result(version, outcome, (System.nanoTime() - start) / 1e9);
        result.putAll(Findings.ofFit(outcome.fit()));
        return result;
    }

    private static NewVersion version(
            JobContext context, TrainRequest request, PreparedData data, Succeeded outcome) {
        return new NewVersion(
                request,
                data,
                new NewVersion.Origin(
                        context.id(),
                        context.outputPrefix(),
                        DataInUse.referrer(KIND, context),
                        lineage(context, data),
                        context.principal()),
                new NewVersion.Outcome(
                        outcome.epochs(),
                        outcome.bestEpoch(),
                        outcome.weightsHash(),
                        outcome.metrics(),
                        outcome.artifactHashes(),
                        environment(outcome)));
    }

    private static Map<String, Object> lineage(JobContext context, PreparedData data) {
        var lineage = new LinkedHashMap<String, Object>();
        lineage.put("job", context.id());
        putIfPresent(lineage, "run", Correlation.run());
        putIfPresent(lineage, "step", Correlation.step());
        lineage.put("preparedData", data.id());
        lineage.put("preparedDataHash", data.hash());
        lineage.put("datasets", data.inputs());
        lineage.put("transformHash", data.transformHash());
        return lineage;
    }

    private static void putIfPresent(
            Map<String, Object> lineage, String name, @Nullable String id) {
        if (id != null) {
            lineage.put(name, id);
        }
    }

    private static Map<String, String> environment(Succeeded outcome) {
        var environment = new LinkedHashMap<>(outcome.environment());
        var version = TrainingJob.class.getPackage().getImplementationVersion();
        environment.put("platform", version == null ? "development" : version);
        return environment;
    }

    private static Map<String, Object> result(
            ModelVersion version, Succeeded outcome, double seconds) {
        var result = new LinkedHashMap<String, Object>();
        result.put("modelVersion", version.reference());
        result.put("model", version.model());
        result.put("number", version.number());
        result.put("metrics", values(version, "test"));
        result.put("validationMetrics", values(version, "validation"));
        result.put("baselines", baselines(outcome));
        result.put("epochs", version.epochs());
        result.put("bestEpoch", version.bestEpoch());
        result.put("weightsHash", version.weightsHash());
        result.put("seconds", seconds);
        return result;
    }

    private static Map<String, Double> values(ModelVersion version, String part) {
        return version.metrics().getOrDefault(part, new Metrics(0, Map.of(), null)).values();
    }

    /** On the test part, as the metrics beside them. */
    private static Map<String, Map<String, Double>> baselines(Succeeded outcome) {
        var values = new LinkedHashMap<String, Map<String, Double>>();
        outcome.baselines().forEach((name, metrics) -> values.put(name, metrics.values()));
        return values;
    }
}
