package dev.millrace.training.job;

import dev.millrace.contracts.training.EvaluationReport.Baseline;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.observe.Correlation;
import dev.millrace.training.job.RequestCheck.Accepted;
import dev.millrace.training.launch.Workers;
import dev.millrace.training.registry.NewVersion;
import dev.millrace.training.registry.Registry;
import dev.millrace.training.tracking.JobRun;
import dev.millrace.training.tracking.JobRuns;
import dev.millrace.training.worker.WorkerReport.Succeeded;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fits networks that become model versions, each in a worker of its own, tracked as a run. */
@Component
public class Trainings {

    private final Workers workers;
    private final Registry registry;
    private final JobRuns runs;
    private final RunFacts facts;
    private final CheckpointedJobs checkpoints;
    private final MeterRegistry metrics;

    Trainings(
            Workers workers,
            Registry registry,
            JobRuns runs,
            RunFacts facts,
            CheckpointedJobs checkpoints,
            MeterRegistry metrics) {
        this.workers = workers;
        this.registry = registry;
        this.runs = runs;
        this.facts = facts;
        this.checkpoints = checkpoints;
        this.metrics = metrics;
    }

    /** A version that is ready to be registered. */
    public record Trained(NewVersion version, Succeeded outcome, JobRun run) {}

    /**
     * What a search leaves for the training at its end.
     *
     * @param baselines measured on the same data; null: they are yet to be
     * @param seconds that there are for it once it begins; null: as many as it takes
     */
    public record Left(@Nullable List<Baseline> baselines, Supplier<@Nullable Double> seconds) {

        static final Left ALL = new Left(null, () -> null);
    }

    /**
     * Begins the run of a job. Whoever begins it closes it, so that it keeps all points however the
     * job ends.
     *
     * @param accepted names the model, the experiment and the data
     * @param asked what the job was asked for beside a training, by its name
     */
    public JobRun begin(JobContext context, Accepted accepted, Map<String, ?> asked) {
        var lineage = lineage(context, accepted);
        return runs.begin(context, facts.start(context, accepted.request(), asked, lineage));
    }

    /** Fits what a job asks for. */
    public Trained train(String kind, JobContext context, Accepted accepted, JobRun run)
            throws Exception {
        return train(kind, context, accepted, Left.ALL, run);
    }

    /** Fits what a job asks for in the time that is left of it. */
    public Trained train(String kind, JobContext context, Accepted accepted, Left left, JobRun run)
            throws Exception {
        var request = accepted.request();
        run.train(request.epochs(), facts.params(request));
        try (var crew = workers.crew(context)) {
            var errand = new TrainErrand(context, accepted, left, run, metrics);
            var outcome = (Succeeded) crew.run(errand);
            var origin =
                    new NewVersion.Origin(
                            context.id(),
                            context.outputPrefix(),
                            DataInUse.referrer(kind, context),
                            lineage(context, accepted),
                            context.principal());
            var version = new NewVersion(request, accepted.data(), origin, outcome(outcome));
            return new Trained(version, outcome, run);
        }
    }

    /** Registers the version and ends its run, in the transaction that publishes the job. */
    public ModelVersion publish(JobContext context, Trained trained) {
        checkpoints.deleteAfterCommit(context);
        var version = registry.register(trained.version());
        trained.run()
                .finish(
                        version.bestEpoch(),
                        Points.named(version.metrics()),
                        Map.of("millrace.modelVersion", version.reference()),
                        RunFacts.environment(version));
        return version;
    }

    /** Leaves nothing behind that the next attempt does not need. */
    public void abandon(JobContext context, Exception failure) {
        checkpoints.deleteIfOver(context, failure);
    }

    private static NewVersion.Outcome outcome(Succeeded outcome) {
        return new NewVersion.Outcome(
                outcome.epochs(),
                outcome.bestEpoch(),
                outcome.weightsHash(),
                outcome.metrics(),
                outcome.threshold(),
                outcome.artifactHashes(),
                environment(outcome));
    }

    private static Map<String, Object> lineage(JobContext context, Accepted accepted) {
        var data = accepted.data();
        var lineage = new LinkedHashMap<String, Object>();
        lineage.put("job", context.id());
        putIfPresent(lineage, "run", Correlation.run());
        putIfPresent(lineage, "step", Correlation.step());
        lineage.put("preparedData", data.id());
        lineage.put("preparedDataHash", data.hash());
        lineage.put("datasets", data.inputs());
        lineage.put("transformHash", data.transformHash());
        if (accepted.preset() != null) {
            lineage.put("preset", accepted.preset());
        }
        if (accepted.start() != null) {
            lineage.put("parent", accepted.start().version());
        }
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
        var version = Trainings.class.getPackage().getImplementationVersion();
        environment.put("platform", version == null ? "development" : version);
        return environment;
    }
}
