package dev.millrace.contracts.training;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation looks at beyond the metrics.
 *
 * @param threshold how the threshold of a binary classifier is chosen on the validation part, which
 *     it then is served with; default: what F1 would choose is told, and 0.5 is served
 * @param slices raw columns of the prepared data: metrics are also given for the rows of each of
 *     their values; default none
 * @param importance permutation importance; default on for at most 64 features
 * @param baselines what is fitted beside the network; default all, an empty list turns them off
 * @param forecast for series: raw columns that hold naive forecasts; default none
 */
public record EvaluationOptions(
        @Nullable @Valid ThresholdOptions threshold,
        @Size(max = 10) List<@NotBlank String> slices,
        @Valid ImportanceOptions importance,
        List<BaselineKind> baselines,
        @Nullable @Valid ForecastOptions forecast) {

    public EvaluationOptions(
            @Nullable ThresholdOptions threshold,
            @Nullable List<String> slices,
            @Nullable ImportanceOptions importance,
            @Nullable List<BaselineKind> baselines,
            @Nullable ForecastOptions forecast) {
        this.threshold = threshold;
        this.slices = slices == null ? List.of() : List.copyOf(slices);
        this.importance = requireNonNullElse(importance, new ImportanceOptions(null, null));
        this.baselines = List.copyOf(requireNonNullElse(baselines, BaselineKind.ALL));
        this.forecast = forecast;
    }

    public static EvaluationOptions usual() {
        return new EvaluationOptions(null, null, null, null, null);
    }

    /** What makes one threshold better than another. */
    public enum ThresholdRule {
        /** The highest F1 of the second class. */
        @JsonProperty("f1")
        F1,
        /** The highest true positive rate minus false positive rate (Youden 1950). */
        @JsonProperty("youden")
        YOUDEN,
        /** The lowest mean cost of a row. */
        @JsonProperty("cost")
        COST
    }

    /**
     * @param rule default f1
     * @param falsePositiveCost for the rule cost; default 1
     * @param falseNegativeCost for the rule cost; default 1
     */
    public record ThresholdOptions(
            ThresholdRule rule,
            @Positive Double falsePositiveCost,
            @Positive Double falseNegativeCost) {

        public ThresholdOptions(
                @Nullable ThresholdRule rule,
                @Nullable Double falsePositiveCost,
                @Nullable Double falseNegativeCost) {
            this.rule = requireNonNullElse(rule, ThresholdRule.F1);
            this.falsePositiveCost = requireNonNullElse(falsePositiveCost, 1.0);
            this.falseNegativeCost = requireNonNullElse(falseNegativeCost, 1.0);
        }
    }

    /**
     * @param enabled default: where there are at most 64 features
     * @param repeats how often each feature is permuted; default 5
     */
    public record ImportanceOptions(@Nullable Boolean enabled, @Min(1) @Max(100) Integer repeats) {

        public ImportanceOptions(@Nullable Boolean enabled, @Nullable Integer repeats) {
            this.enabled = enabled;
            this.repeats = requireNonNullElse(repeats, 5);
        }
    }

    /** A model that is cheap to fit and not always easy to beat. */
    public enum BaselineKind {
        /** Always the class frequencies of the training part, or its mean. */
        @JsonProperty("constant")
        CONSTANT("constant"),
        /** Logistic (multinomial for several classes) or linear regression. */
        @JsonProperty("linear")
        LINEAR("linear"),
        /** Gradient-boosted trees. */
        @JsonProperty("gradient-boosting")
        GRADIENT_BOOSTING("gradient-boosting");

        static final List<BaselineKind> ALL = List.of(values());

        private final String text;

        BaselineKind(String text) {
            this.text = text;
        }

        /** As it is written in JSON. */
        public String text() {
            return text;
        }
    }

    /**
     * Raw columns with forecasts that need no model; at least one is given.
     *
     * @param naive the last value known when the forecast is made
     * @param seasonalNaive the value one season before
     */
    public record ForecastOptions(@Nullable String naive, @Nullable String seasonalNaive) {}
}
