package dev.millrace.training.automl;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.AutoMlRequest;
import dev.millrace.contracts.training.Preset;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.job.RequestCheck;
import dev.millrace.training.study.Goal;
import dev.millrace.training.study.TrialRequests;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Refuses an automl that cannot work, before a job is accepted, and plans one that can. */
@Component
class AutoMlCheck {

    /** The parameter of a point that names the preset. */
    static final String PRESET = "preset";

    private static final List<Preset> LABELLED =
            List.of(Preset.LINEAR, Preset.MLP, Preset.WIDE_AND_DEEP, Preset.CNN, Preset.RNN);
    private static final List<Preset> UNLABELLED = List.of(Preset.AUTOENCODER);

    private final RequestCheck check;
    private final JsonMapper json;

    AutoMlCheck(RequestCheck check, JsonMapper json) {
        this.check = check;
        this.json = json;
    }

    AutoMlPlan require(AutoMlRequest request) {
        // What no network at all can be fitted to is refused with the reason for that.
        var data = check.require(TrainRequest.of(request.model(), request.preparedData())).data();
        var kind = data.target().kind();
        var metric = Objects.requireNonNullElse(request.metric(), usual(kind));
        requireMetric(metric, kind);
        var prospects = prospects(request, kind == Kind.NONE ? UNLABELLED : LABELLED);
        return new AutoMlPlan(request.by(metric), data, Goal.of(metric), prospects);
    }

    /** The request of a trial, with nothing left open. */
    TrainRequest trial(AutoMlPlan plan, Map<String, Object> point) {
        var prospect = plan.prospect(point);
        var tuned = new LinkedHashMap<>(point);
        tuned.remove(PRESET);
        return check.require(new TrialRequests(prospect.request(), json).with(tuned)).request();
    }

    /** All that suit; where even the first, the simplest, does not, the data is refused. */
    private List<Prospect> prospects(AutoMlRequest request, List<Preset> presets) {
        var prospects = new ArrayList<Prospect>();
        prospects.add(prospect(request, presets.getFirst()));
        for (var preset : presets.subList(1, presets.size())) {
            ifSuited(request, preset).ifPresent(prospects::add);
        }
        return prospects;
    }

    private Prospect prospect(AutoMlRequest request, Preset preset) {
        var base =
                TrainRequest.of(request.model(), request.preparedData())
                        .change()
                        .preset(preset)
                        .seed(request.seed())
                        .build();
        return new Prospect(preset, check.require(base).request());
    }

    /** Empty for a preset that the data, or the memory, does not allow. */
    private Optional<Prospect> ifSuited(AutoMlRequest request, Preset preset) {
        try {
            return Optional.of(prospect(request, preset));
        } catch (PlatformException unsuited) {
            if (unsuited.code().retryable()) {
                throw unsuited;
            }
            return Optional.empty();
        }
    }

    private static String usual(Kind kind) {
        return switch (kind) {
            case BINARY -> "auc";
            case MULTICLASS -> "accuracy";
            case REGRESSION -> "rmse";
            case NONE -> "mean";
        };
    }

    private static void requireMetric(String metric, Kind kind) {
        var metrics = new ArrayList<>(Goal.metrics(kind));
        metrics.remove("loss"); // which baselines do not have
        if (!metrics.contains(metric)) {
            var message =
                    "is \"%s\", which this target does not have; it has %s"
                            .formatted(metric, String.join(", ", metrics));
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "metric %s.".formatted(message),
                    List.of(Mistake.in("metric", message)));
        }
    }
}
