package dev.millrace.transform;

import static dev.millrace.transform.ColumnType.BOOLEAN;
import static dev.millrace.transform.ColumnType.DOUBLE;
import static dev.millrace.transform.ColumnType.LONG;
import static dev.millrace.transform.ColumnType.STRING;
import static dev.millrace.transform.Table.features;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.transform.Operation.Categories;
import dev.millrace.transform.Operation.Clip;
import dev.millrace.transform.Operation.Impute;
import dev.millrace.transform.Operation.Impute.Strategy;
import dev.millrace.transform.Operation.Log;
import dev.millrace.transform.Operation.MinMax;
import dev.millrace.transform.Operation.NumericNulls;
import dev.millrace.transform.Operation.OneHot;
import dev.millrace.transform.Operation.Ordinal;
import dev.millrace.transform.Operation.Standard;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OperationsTest {

    private static FeatureSpec x(Operation... operations) {
        return FeatureSpec.columns(List.of("x"), operations);
    }

    private static FittedOperation learned(FittedTransform fitted) {
        return fitted.features().getFirst().operations().getFirst();
    }

    @Test
    void standardizesWithMeanAndPopulationDeviation() {
        var random = new Random(1);
        double[] values = random.doubles(10_000, -5, 20).toArray();
        double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / 10_000;
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }

        var fitted =
                Table.ofColumn(DOUBLE, Arrays.stream(values).boxed().toArray())
                        .fit(x(new Standard(null)));

        var standard = (FittedOperation.Standard) learned(fitted);
        assertThat(standard.mean()).isCloseTo(mean, within(1e-12));
        assertThat(standard.deviation()).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(features(fitted, 3.5))
                .containsExactly((float) ((3.5 - standard.mean()) / standard.deviation()));
    }

    @Test
    void keepsItsPrecisionWhereTheMeanIsLargeAndTheDeviationSmall() {
        var fitted =
                Table.ofColumn(DOUBLE, 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16)
                        .fit(x(new Standard(null)));

        assertThat(learned(fitted))
                .isEqualTo(
                        new FittedOperation.Standard(
                                1e9 + 10, Math.sqrt(22.5), NumericNulls.ERROR));
    }

    @Test
    void givesZeroForAConstantColumn() {
        var table = Table.ofColumn(DOUBLE, 0.1, 0.1, 0.1);

        assertThat(features(table.fit(x(new Standard(null))), 0.1)).containsExactly(0f);
        assertThat(features(table.fit(x(new MinMax(null))), 7.0)).containsExactly(0f);
    }

    @Test
    void scalesToZeroAndOneAndBeyond() {
        var fitted = Table.ofColumn(LONG, 10L, 20L, 30L).fit(x(new MinMax(null)));

        assertThat(features(fitted, 10L)).containsExactly(0f);
        assertThat(features(fitted, 25L)).containsExactly(0.75f);
        assertThat(features(fitted, 50L)).containsExactly(2f);
    }

    @Test
    void takesLogarithmsAndRefusesWhatHasNone() {
        var fitted = Table.ofColumn(DOUBLE, 1.0).fit(x(new Log(null, null)));

        assertThat(features(fitted, 0.0)).containsExactly(0f);
        assertThat(features(fitted, 9.0)).containsExactly((float) StrictMath.log(10));
        assertThatThrownBy(() -> features(fitted, -1.0))
                .isInstanceOf(RowRefused.class)
                .hasMessageContaining("x is -1.0, and -1.0 + 1.0 has no logarithm");
    }

    @Test
    void clipsToOneOrBothBounds() {
        var table = Table.ofColumn(DOUBLE, 1.0);

        var both = table.fit(x(new Clip(0.0, 5.0, null)));
        var upper = table.fit(x(new Clip(null, 5.0, null)));

        assertThat(features(both, -3.0)).containsExactly(0f);
        assertThat(features(both, 8.0)).containsExactly(5f);
        assertThat(features(upper, -3.0)).containsExactly(-3f);
    }

    @Test
    void imputesMeanMedianMostFrequentAndConstant() {
        var table = Table.ofColumn(LONG, 1L, 2L, 2L, 10L, null, 10L, 3L);

        assertThat(imputed(table, Strategy.MEAN, null)).isEqualTo((float) (28 / 6.0));
        assertThat(imputed(table, Strategy.MEDIAN, null)).isEqualTo(2.5f);
        assertThat(imputed(table, Strategy.MOST_FREQUENT, null)).isEqualTo(2f);
        assertThat(imputed(table, Strategy.CONSTANT, -1.5)).isEqualTo(-1.5f);
    }

    private static float imputed(Table table, Strategy strategy, Object value) {
        var fitted = table.fit(x(new Impute(strategy, value)));
        assertThat(features(fitted, 4L)).containsExactly(4f);
        return features(fitted, (Object) null)[0];
    }

    @Test
    void imputesTextBeforeItBecomesCategories() {
        var table = Table.ofColumn(STRING, "b", "a", null, "b");

        var fitted =
                table.fit(
                        x(new Impute(Strategy.MOST_FREQUENT, null), new Ordinal(null, null, null)));

        assertThat(features(fitted, (Object) null)).containsExactly(2f);
        assertThat(features(fitted, "a")).containsExactly(1f);
    }

    @Test
    void learnsEachOperationFromWhatTheOneBeforeItMakes() {
        var table = Table.ofColumn(DOUBLE, 0.0, 4.0, null, 1_000.0);

        var fitted =
                table.fit(
                        x(
                                new Clip(null, 8.0, NumericNulls.KEEP),
                                new Impute(Strategy.MEAN, null),
                                new MinMax(null)));

        assertThat(fitted.features().getFirst().operations())
                .containsExactly(
                        new FittedOperation.Clip(null, 8.0, NumericNulls.KEEP),
                        new FittedOperation.Impute(4.0),
                        new FittedOperation.MinMax(0, 8, NumericNulls.ERROR));
        assertThat(features(fitted, (Object) null)).containsExactly(0.5f);
    }

    @Test
    void encodesCategoriesOfEveryTypeInSortedOrder() {
        var oneHot = new OneHot(null, null, null);

        var text = Table.ofColumn(STRING, "b", "a", "c", "a").fit(x(oneHot));
        var longs = Table.ofColumn(LONG, 10L, 9L, -1L).fit(x(oneHot));
        var doubles = Table.ofColumn(DOUBLE, 0.5, -0.0, 0.0).fit(x(oneHot));
        var truths = Table.ofColumn(BOOLEAN, true, false).fit(x(oneHot));

        assertThat(text.outputNames()).containsExactly("x=a", "x=b", "x=c");
        assertThat(features(text, "b")).containsExactly(0, 1, 0);
        assertThat(longs.outputNames()).containsExactly("x=-1", "x=9", "x=10");
        assertThat(features(longs, 10L)).containsExactly(0, 0, 1);
        assertThat(doubles.outputNames()).containsExactly("x=0.0", "x=0.5");
        assertThat(features(doubles, -0.0)).containsExactly(1, 0);
        assertThat(features(truths, true)).containsExactly(0, 1);
    }

    @Test
    void followsThePoliciesForNullAndUnknownCategories() {
        var table = Table.ofColumn(STRING, "a", "b");

        var strict = table.fit(x(new OneHot(null, null, null)));
        var lenient = table.fit(x(new OneHot(Categories.IGNORE, Categories.IGNORE, null)));
        var full = table.fit(x(new OneHot(Categories.CATEGORY, Categories.CATEGORY, null)));
        var numbers = table.fit(x(new Ordinal(Categories.CATEGORY, Categories.IGNORE, null)));

        assertThatThrownBy(() -> features(strict, "z"))
                .hasMessageContaining("\"z\", which is none of the 2 of the training data");
        assertThatThrownBy(() -> features(strict, (Object) null))
                .isInstanceOfSatisfying(
                        RowRefused.class, refused -> assertThat(refused.column()).isEqualTo("x"));
        assertThat(features(lenient, "z")).containsExactly(0, 0);
        assertThat(features(lenient, (Object) null)).containsExactly(0, 0);
        assertThat(features(full, "z")).containsExactly(0, 0, 0, 1);
        assertThat(features(full, (Object) null)).containsExactly(0, 0, 1, 0);
        assertThat(features(numbers, "z")).containsExactly(3);
        assertThat(features(numbers, (Object) null)).containsExactly(0);
    }

    @Test
    void refusesMoreCategoriesThanAllowedWithTheirNumber() {
        var table =
                Table.ofColumn(LONG, IntStream.range(0, 1_234).mapToObj(Long::valueOf).toArray());

        assertThatThrownBy(() -> table.fit(x(new OneHot(null, null, null))))
                .isInstanceOf(UntrainableData.class)
                .hasMessageContaining("x has 1,234 distinct values")
                .hasMessageContaining("at most 1,000");
        assertThat(table.fit(x(new Ordinal(null, null, 2_000))).width()).isEqualTo(1);
    }

    @Test
    void refusesAColumnWithoutAnyValue() {
        var table = Table.ofColumn(DOUBLE, null, null);

        for (var strategy : List.of(Strategy.MEAN, Strategy.MEDIAN, Strategy.MOST_FREQUENT)) {
            assertThatThrownBy(() -> table.fit(x(new Impute(strategy, null))))
                    .isInstanceOf(UntrainableData.class)
                    .hasMessageContaining("x has no value in any row");
        }
    }

    @Test
    void refusesNullsThatReachAScaleOrTheEnd() {
        var table = Table.ofColumn(DOUBLE, 1.0, 2.0);

        assertThatThrownBy(() -> features(table.fit(x()), (Object) null))
                .hasMessageContaining("x has no value");
        assertThatThrownBy(() ->
                        features(table.fit(x(new Standard(NumericNulls.KEEP))), (Object) null))
                .hasMessageContaining("x has no value");
        assertThatThrownBy(() -> Table.ofColumn(DOUBLE, 1.0, null).fit(x(new Standard(null))))
                .isInstanceOf(RowRefused.class);
    }

    @Test
    void refusesWhatIsNoFiniteFloat() {
        var fitted = Table.ofColumn(DOUBLE, 1.0).fit(x());

        for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e300}) {
            assertThatThrownBy(() -> features(fitted, value))
                    .isInstanceOf(RowRefused.class)
                    .hasMessageContaining("x becomes " + value);
        }
    }

    @Test
    void refusesAValueOfAnotherClassAndARowOfAnotherLength() {
        var fitted = Table.ofColumn(DOUBLE, 1.0).fit(x());

        assertThatThrownBy(() -> features(fitted, "high"))
                .isInstanceOf(RowRefused.class)
                .hasMessageContaining("x has the value \"high\" (String); a DOUBLE is expected");
        assertThatThrownBy(() -> features(fitted, 1.0, 2.0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesTruthAsOneAndZero() {
        var fitted = Table.ofColumn(BOOLEAN, true).fit(x());

        assertThat(features(fitted, true)).containsExactly(1);
        assertThat(features(fitted, false)).containsExactly(0);
    }
}
