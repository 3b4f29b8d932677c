package dev.millrace.transform;

import dev.millrace.transform.FittedOperation.Clip;
import dev.millrace.transform.FittedOperation.Log;
import dev.millrace.transform.Operation.Array;
import dev.millrace.transform.Operation.Impute;
import dev.millrace.transform.Operation.MinMax;
import dev.millrace.transform.Operation.NumericNulls;
import dev.millrace.transform.Operation.OneHot;
import dev.millrace.transform.Operation.Ordinal;
import dev.millrace.transform.Operation.Standard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A feature some of whose operations have learned what they need. */
final class GrowingFeature {

    private static final double DEFAULT_OFFSET = 1;

    private final PlannedFeature plan;
    private final List<FittedOperation> fitted = new ArrayList<>();
    private ColumnType type;

    GrowingFeature(PlannedFeature plan) {
        this.plan = plan;
        this.type = plan.type();
        growWithoutData();
    }

    boolean isComplete() {
        return fitted.size() == plan.operations().size();
    }

    FittedFeature soFar() {
        return new FittedFeature(plan.name(), plan.column(), plan.expression(), fitted);
    }

    /** For the next operation, which needs one. */
    Learner learner() {
        var name = plan.name();
        return switch (next()) {
            case Standard(var nulls) -> MomentsLearner.forStandard(name, policy(nulls));
            case MinMax(var nulls) -> new RangeLearner(name, policy(nulls));
            case Impute(var strategy, _) ->
                    switch (strategy) {
                        case MEAN -> MomentsLearner.forMean(name);
                        case MEDIAN -> new MedianLearner(name);
                        case MOST_FREQUENT -> new FrequencyLearner(name);
                        case CONSTANT -> throw new IllegalStateException("a constant is given");
                    };
            case OneHot oneHot -> CategoryLearner.of(name, oneHot);
            case Ordinal ordinal -> CategoryLearner.of(name, ordinal);
            case Array array -> ArrayLearner.of(name, array);
            case Operation.Log _, Operation.Clip _ ->
                    throw new IllegalStateException("nothing to learn");
        };
    }

    void learned(FittedOperation operation) {
        add(operation);
        growWithoutData();
    }

    private void growWithoutData() {
        while (!isComplete()) {
            var operation = withoutData(next());
            if (operation == null) {
                return;
            }
            add(operation);
        }
    }

    private void add(FittedOperation operation) {
        type = OperationRules.after(next(), type);
        fitted.add(operation);
    }

    private Operation next() {
        return plan.operations().get(fitted.size());
    }

    private @Nullable FittedOperation withoutData(Operation operation) {
        return switch (operation) {
            case Impute impute when impute.strategy() == Impute.Strategy.CONSTANT ->
                    new FittedOperation.Impute(OperationRules.constant(impute, type));
            case Operation.Log(var offset, var nulls) ->
                    new Log(offset == null ? DEFAULT_OFFSET : offset, policy(nulls));
            case Operation.Clip(var min, var max, var nulls) -> new Clip(min, max, policy(nulls));
            case Impute _, Standard _, MinMax _, OneHot _, Ordinal _, Array _ -> null;
        };
    }

    private static NumericNulls policy(@Nullable NumericNulls given) {
        return given == null ? NumericNulls.ERROR : given;
    }
}
