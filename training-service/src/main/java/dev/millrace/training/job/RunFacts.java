package dev.millrace.training.job;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.observe.Correlation;
import dev.millrace.training.tracking.FlatParams;
import dev.millrace.training.tracking.JobRunStart;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What a training job tells of itself to its run. */
@Component
class RunFacts {

    private final FlatParams params;

    RunFacts(FlatParams params) {
        this.params = params;
    }

    JobRunStart start(JobContext context, TrainRequest request, Map<String, Object> lineage) {
        return new JobRunStart(
                requireNonNullElse(request.experiment(), request.model()),
                request.model() + "-" + context.id().toString().substring(0, 8),
                request.epochs(),
                params.of(request.change().tags(null).build()),
                tags(request),
                lineage);
    }

    private static Map<String, String> tags(TrainRequest request) {
        var tags =
                new LinkedHashMap<>(requireNonNullElse(request.tags(), Map.<String, String>of()));
        tags.put("millrace.model", request.model());
        if (Correlation.run() != null) {
            tags.put("millrace.run", Correlation.run());
        }
        if (Correlation.step() != null) {
            tags.put("millrace.step", Correlation.step());
        }
        return tags;
    }

    /** By part and name, such as {@code test.auc}. */
    static Map<String, Double> metrics(ModelVersion version) {
        var metrics = new LinkedHashMap<String, Double>();
        version.metrics()
                .forEach((part, measured) ->
                        measured.values()
                                .forEach((name, value) -> metrics.put(part + "." + name, value)));
        return metrics;
    }

    static Map<String, String> environment(ModelVersion version) {
        var environment = new LinkedHashMap<>(version.environment());
        environment.put("seed", version.request().seed().toString());
        return environment;
    }
}
