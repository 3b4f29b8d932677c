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

    /**
     * @param asked what the job was asked for, by the name of what that is
     */
    JobRunStart start(
            JobContext context,
            TrainRequest request,
            Map<String, ?> asked,
            Map<String, Object> lineage) {
        return new JobRunStart(
                requireNonNullElse(request.experiment(), request.model()),
                request.model() + "-" + context.id().toString().substring(0, 8),
                params.of(asked),
                tags(request),
                lineage);
    }

    Map<String, String> params(TrainRequest request) {
        return params.of(request.change().tags(null).build());
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

    static Map<String, String> environment(ModelVersion version) {
        var environment = new LinkedHashMap<>(version.environment());
        environment.put("seed", version.request().seed().toString());
        return environment;
    }
}
