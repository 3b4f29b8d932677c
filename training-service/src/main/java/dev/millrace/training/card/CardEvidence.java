package dev.millrace.training.card;

import dev.millrace.contracts.failure.FailureCategory;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PrepApi;
import dev.millrace.contracts.training.MetricPoint;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.training.registry.Evaluations;
import dev.millrace.training.registry.Registry;
import dev.millrace.training.tracking.Runs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what a card is written from. */
@Component
class CardEvidence {

    private static final List<String> CURVES = List.of("loss", "validationLoss");
    private static final int MOST_POINTS = 25_000;

    private final Registry registry;
    private final Evaluations evaluations;
    private final Runs runs;
    private final PrepApi prep;

    CardEvidence(Registry registry, Evaluations evaluations, Runs runs, PrepApi prep) {
        this.registry = registry;
        this.evaluations = evaluations;
        this.runs = runs;
        this.prep = prep;
    }

    Evidence of(String model, String number) {
        var version = registry.find(model, number);
        var run = run(version);
        return new Evidence(
                version,
                ifThere(() -> prep.find(version.preparedData())),
                ifThere(() -> prep.statistics(version.preparedData())),
                ifThere(() -> evaluations.of(model, Integer.toString(version.number()))),
                run == null ? null : ifThere(() -> runs.find(run)),
                run == null ? Map.of() : curves(run));
    }

    /** The run of a training has the id of its job. */
    private static @Nullable String run(ModelVersion version) {
        return version.lineage().get("job") instanceof String job ? job : null;
    }

    private Map<String, List<MetricPoint>> curves(String run) {
        var curves = new LinkedHashMap<String, List<MetricPoint>>();
        for (var metric : CURVES) {
            var history = ifThere(() -> runs.history(run, metric, MOST_POINTS, null));
            if (history != null && !history.points().isEmpty()) {
                curves.put(metric, history.points());
            }
        }
        return curves;
    }

    /** Null for what was never there, or is gone, or cannot be asked for now; the card says so. */
    private static <T> @Nullable T ifThere(Supplier<T> source) {
        try {
            return source.get();
        } catch (PlatformException absent) {
            var category = absent.code().category();
            if (category == FailureCategory.NOT_FOUND || category == FailureCategory.UPSTREAM) {
                return null;
            }
            throw absent;
        }
    }
}
