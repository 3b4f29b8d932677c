package dev.millrace.training.job;

import dev.millrace.contracts.training.Metrics;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobHandler;
import dev.millrace.kit.job.Publication;
import dev.millrace.training.data.Patience;
import dev.millrace.training.job.RequestCheck.Accepted;
import dev.millrace.training.job.Trainings.Trained;
import dev.millrace.training.worker.WorkerReport.Succeeded;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Trains in a worker and registers what comes of it. */
@Component
class TrainingJob implements JobHandler<TrainRequest> {

    static final String KIND = "training";

    private final RequestCheck check;
    private final DataInUse inUse;
    private final StartInUse startInUse;
    private final Trainings trainings;

    TrainingJob(RequestCheck check, DataInUse inUse, StartInUse startInUse, Trainings trainings) {
        this.check = check;
        this.inUse = inUse;
        this.startInUse = startInUse;
        this.trainings = trainings;
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
        var accepted = accepted(context, posted);
        var data = accepted.data();
        inUse.begin(KIND, context, data);
        try (var run = trainings.begin(context, accepted, Map.of())) {
            startInUse.begin(context, accepted);
            var trained = trainings.train(KIND, context, accepted, run);
            return () -> {
                startInUse.end(context, accepted);
                return publish(context, trained, start);
            };
        } catch (Exception failure) {
            startInUse.endAfter(failure, context, accepted);
            inUse.endAfter(failure, KIND, context, data);
            trainings.abandon(context, failure);
            throw failure;
        }
    }

    /**
     * A job may be taken over while S3 is away: what it has trained so far is worth waiting for.
     */
    private Accepted accepted(JobContext context, TrainRequest posted) {
        var patience = new Patience();
        patience.tell((event, sentence) -> {
            context.event(event, Map.of("message", sentence));
            context.progress(0, sentence);
        });
        return patience.insist(
                "read what the data is like",
                () -> {
                    context.checkStillOurs();
                    return check.require(posted);
                });
    }

    private Map<String, Object> publish(JobContext context, Trained trained, long start) {
        var version = trainings.publish(context, trained);
        var result = result(version, trained.outcome(), (System.nanoTime() - start) / 1e9);
        result.putAll(Findings.ofFit(trained.outcome().fit()));
        return result;
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
        var parent = version.lineage().get("parent");
        if (parent != null) {
            result.put("parent", parent);
        }
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
