package dev.millrace.transform;

import dev.millrace.transform.Operation.NumericNulls;
import dev.millrace.transform.TargetSpec.Kind;
import dev.millrace.transform.TargetSpec.Scale;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The target, before and after its labels or its scale are learned. */
final class GrowingTarget {

    private final TargetSpec spec;
    private final @Nullable Column column;
    private @Nullable FittedTarget fitted;

    /**
     * @param column null for the kind {@code none}, which has nothing to learn
     */
    GrowingTarget(TargetSpec spec, @Nullable Column column) {
        this.spec = new TargetSpec(column == null ? null : column.name(), spec.kind(), scale(spec));
        this.column = column;
        if (column == null) {
            fitted = new FittedTarget(this.spec, null, List.of(), 0, 1);
        }
    }

    private static @Nullable Scale scale(TargetSpec spec) {
        return spec.kind() == Kind.REGRESSION && spec.scale() == null
                ? Scale.STANDARD
                : spec.scale();
    }

    @Nullable FittedTarget fitted() {
        return fitted;
    }

    /** The raw column, as a feature without operations. */
    FittedFeature source() {
        return new FittedFeature(column().name(), column().name(), null, List.of());
    }

    Learner learner() {
        if (spec.kind() != Kind.REGRESSION) {
            return new LabelLearner(column().name());
        }
        return spec.scale() == Scale.MIN_MAX
                ? new RangeLearner(column().name(), NumericNulls.ERROR)
                : MomentsLearner.forStandard(column().name(), NumericNulls.ERROR);
    }

    void learn(Learner learner) {
        fitted =
                learner instanceof LabelLearner labels
                        ? classes(labels.labels())
                        : number(learner.finish());
    }

    private Column column() {
        return Objects.requireNonNull(column, "there is no target");
    }

    private FittedTarget number(FittedOperation learned) {
        return switch (learned) {
            case FittedOperation.Standard(var mean, var deviation, _)
                    when spec.scale() == Scale.STANDARD ->
                    scaled(mean, deviation);
            case FittedOperation.MinMax(var min, var max, _) -> scaled(min, max - min);
            default -> scaled(0, 1);
        };
    }

    /** A constant target is only shifted. */
    private FittedTarget scaled(double offset, double divisor) {
        return new FittedTarget(
                spec, column().type(), List.of(), offset, divisor == 0 ? 1 : divisor);
    }

    private FittedTarget classes(List<Object> labels) {
        if (labels.size() == 1) {
            throw new UntrainableData(
                    column().name(),
                    "%s, the target, has the single class \"%s\" in the training part; two are needed to learn a difference"
                            .formatted(column().name(), labels.getFirst()));
        }
        if (spec.kind() == Kind.BINARY && labels.size() > 2) {
            throw new UntrainableData(
                    column().name(),
                    "%s, a binary target, has %d classes in the training part (%s); choose multiclass"
                            .formatted(
                                    column().name(),
                                    labels.size(),
                                    labels.subList(0, Math.min(10, labels.size()))));
        }
        return new FittedTarget(spec, column().type(), labels, 0, 1);
    }
}
