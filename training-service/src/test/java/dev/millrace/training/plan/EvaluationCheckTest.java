package dev.millrace.training.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.training.EvaluationOptions;
import dev.millrace.contracts.training.EvaluationOptions.ForecastOptions;
import dev.millrace.contracts.training.EvaluationOptions.ThresholdOptions;
import dev.millrace.contracts.training.EvaluationOptions.ThresholdRule;
import dev.millrace.transform.TargetSpec.Kind;
import org.junit.jupiter.api.Test;

class EvaluationCheckTest {

    @Test
    void onlyNumbersAreForecast() {
        var lag = new ForecastOptions("lag", null);

        assertThatCode(() -> EvaluationCheck.require(forecast(lag), Kind.REGRESSION))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> EvaluationCheck.require(forecast(lag), Kind.BINARY))
                .hasMessageContaining("evaluation.forecast needs a target of the kind regression");
    }

    @Test
    void aForecastNeedsAColumn() {
        var none = new ForecastOptions(null, null);

        assertThatThrownBy(() -> EvaluationCheck.require(forecast(none), Kind.REGRESSION))
                .hasMessageContaining("names neither naive nor seasonalNaive");
    }

    @Test
    void onlyTwoClassesHaveAThreshold() {
        var youden =
                new EvaluationOptions(
                        new ThresholdOptions(ThresholdRule.YOUDEN, null, null),
                        null,
                        null,
                        null,
                        null);

        assertThatCode(() -> EvaluationCheck.require(youden, Kind.BINARY))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> EvaluationCheck.require(youden, Kind.MULTICLASS))
                .hasMessageContaining("evaluation.threshold needs a target of the kind binary");
    }

    @Test
    void withoutOptionsThereIsNothingToRefuse() {
        assertThatCode(() -> EvaluationCheck.require(null, Kind.NONE)).doesNotThrowAnyException();
        assertThatCode(() -> EvaluationCheck.require(EvaluationOptions.usual(), Kind.NONE))
                .doesNotThrowAnyException();
    }

    private static EvaluationOptions forecast(ForecastOptions options) {
        return new EvaluationOptions(null, null, null, null, options);
    }
}
