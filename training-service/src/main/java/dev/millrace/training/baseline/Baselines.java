package dev.millrace.training.baseline;

import dev.millrace.contracts.training.EvaluationOptions.BaselineKind;
import dev.millrace.contracts.training.EvaluationReport.Baseline;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.training.evaluation.Predictions;
import dev.millrace.training.fit.Deadline;
import dev.millrace.training.fit.RowSource;
import dev.millrace.training.fit.Rows;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.TargetSpec.Kind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Fits simple models to the parts that a network is fitted to, and measures them alike. */
public final class Baselines {

    private static final int MOST_NUMBERS = 5_000_000;

    private final FittedTarget target;
    private final long seed;
    private final int threads;
    private final Deadline deadline;

    /**
     * @param threads part of what makes boosted trees reproducible
     */
    public Baselines(FittedTarget target, long seed, int threads) {
        this(target, seed, threads, Deadline.none());
    }

    /** Of these, any that is not done in time is skipped. */
    public Baselines(FittedTarget target, long seed, int threads, Deadline deadline) {
        this.target = target;
        this.seed = seed;
        this.threads = threads;
        this.deadline = deadline;
    }

    /** Why there are too many rows for them. */
    Optional<String> refusal(long rows, long features) {
        long outputs = target.kind() == Kind.MULTICLASS ? target.labels().size() : 1;
        return rows * features * outputs <= MOST_NUMBERS
                ? Optional.empty()
                : Optional.of(
                        "%d rows of %d features for %d outputs: baselines are fitted where the product is at most %d."
                                .formatted(rows, features, outputs, MOST_NUMBERS));
    }

    /** All of them skipped. */
    static List<Baseline> skipped(List<BaselineKind> kinds, String reason) {
        return kinds.stream().map(kind -> skipped(kind, reason)).toList();
    }

    /** One for each kind; none where there is no target. */
    public List<Baseline> on(
            RowSource train, RowSource validation, RowSource test, List<BaselineKind> kinds)
            throws IOException {
        if (target.kind() == Kind.NONE || kinds.isEmpty()) {
            return List.of();
        }
        long rows = train.size() + validation.size() + test.size();
        var refusal = refusal(rows, train.width());
        if (refusal.isPresent()) {
            return skipped(kinds, refusal.get());
        }
        var fitted = Rows.first(train, MOST_NUMBERS);
        var watched = Rows.first(validation, MOST_NUMBERS);
        var held = Rows.first(test, MOST_NUMBERS);
        return kinds.stream()
                .distinct()
                .map(kind -> measured(kind, fitted, watched, held))
                .toList();
    }

    private static Baseline skipped(BaselineKind kind, String reason) {
        return new Baseline(kind, "", Map.of(), 0, reason);
    }

    private Baseline measured(BaselineKind kind, Rows train, Rows validation, Rows test) {
        long start = System.nanoTime();
        try (var model = fit(kind, train, validation)) {
            var metrics = new LinkedHashMap<String, Metrics>();
            metrics.put("train", metrics(model, train));
            metrics.put("validation", metrics(model, validation));
            metrics.put("test", metrics(model, test));
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Baseline(kind, model.description(), metrics, seconds, null);
        } catch (LinkageError | XGBoostError failure) {
            // A finished network is not given up for a comparison, which says what it lacks.
            return skipped(kind, "XGBoost does not work here: " + failure);
        } catch (Deadline.Missed late) {
            return skipped(kind, String.valueOf(late.getMessage()));
        }
    }

    private BaselineModel fit(BaselineKind kind, Rows train, Rows validation) throws XGBoostError {
        return switch (kind) {
            case CONSTANT ->
                    target.kind() == Kind.MULTICLASS
                            ? ConstantModel.frequencies(train, target.labels().size())
                            : ConstantModel.mean(train);
            case LINEAR -> LinearModel.fit(link(), train, deadline);
            case GRADIENT_BOOSTING ->
                    BoostedTrees.fit(target, train, validation, seed, threads, deadline);
        };
    }

    private Link link() {
        return switch (target.kind()) {
            case BINARY -> new Link.Logistic();
            case MULTICLASS -> new Link.Softmax(target.labels().size());
            case REGRESSION, NONE -> new Link.Identity();
        };
    }

    private Metrics metrics(BaselineModel model, Rows rows) {
        var outputs = model.outputs(rows.features(), rows.count());
        return Predictions.of(target, rows.labels(), outputs).metrics();
    }
}
