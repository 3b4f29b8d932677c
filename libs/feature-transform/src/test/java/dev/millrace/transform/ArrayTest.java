package dev.millrace.transform;

import static dev.millrace.transform.ColumnType.DOUBLE;
import static dev.millrace.transform.ColumnType.DOUBLE_ARRAY;
import static dev.millrace.transform.Table.features;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.transform.Operation.Array;
import dev.millrace.transform.Operation.Impute;
import dev.millrace.transform.Operation.Standard;
import dev.millrace.transform.TargetSpec.Scale;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrayTest {

    private static final Table PIXELS =
            Table.ofColumn(
                    DOUBLE_ARRAY,
                    new double[] {0, 4, 8},
                    new double[] {16, 2, -0.0},
                    new double[] {1, 1, 5.5});

    private static FeatureSpec x(Operation... operations) {
        return FeatureSpec.columns(List.of("x"), operations);
    }

    private static Array array(Scale scale, Double divisor) {
        return new Array(scale, divisor);
    }

    @Test
    void passesElementsThroughInTheirOrder() {
        var fitted = PIXELS.fit(x(array(null, null)));

        assertThat(fitted.outputNames()).containsExactly("x[0]", "x[1]", "x[2]");
        assertThat(features(fitted, new double[] {7, 0.1, -3})).containsExactly(7, 0.1f, -3);
        assertThat(FittedTransform.fromJson(fitted.toJson())).isEqualTo(fitted);
    }

    @Test
    void dividesByAConstant() {
        assertThat(features(PIXELS.fit(x(array(null, 16.0))), new double[] {16, 8, 0}))
                .containsExactly(1, 0.5f, 0);
    }

    @Test
    void learnsOneScaleOverAllElements() {
        double[] all =
                PIXELS.rows().stream()
                        .flatMapToDouble(row -> Arrays.stream((double[]) row[0]))
                        .toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        double variance = Arrays.stream(all).map(e -> (e - mean) * (e - mean)).sum() / all.length;

        var standard = PIXELS.fit(x(array(Scale.STANDARD, null)));
        var range = PIXELS.fit(x(array(Scale.MIN_MAX, null)));

        var learned =
                (FittedOperation.Array) standard.features().getFirst().operations().getFirst();
        assertThat(learned.length()).isEqualTo(3);
        assertThat(learned.offset()).isCloseTo(mean, within(1e-12));
        assertThat(learned.divisor()).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(features(range, new double[] {0, 8, 16})).containsExactly(0, 0.5f, 1);
    }

    @Test
    void learnsTheSameFromRowsInWhateverOrderAndParts() {
        var random = new Random(7);
        Object[] rows =
                random.ints(200)
                        .mapToObj(i -> (Object) random.doubles(5, -1e6, 1e-3).toArray())
                        .toArray();
        var table = Table.ofColumn(DOUBLE_ARRAY, rows);
        var spec = new TransformSpec(List.of(x(array(Scale.STANDARD, null))), TargetSpec.none());

        assertThat(table.shuffled(3).fitInParts(spec, 7).hash()).isEqualTo(table.fit(spec).hash());
    }

    @Test
    void refusesTrainingArraysOfDifferentLengths() {
        var ragged = Table.ofColumn(DOUBLE_ARRAY, new double[3], new double[4], new double[4]);

        assertThatThrownBy(() -> ragged.fit(x(array(null, null))))
                .isInstanceOf(UntrainableData.class)
                .hasMessage(
                        "x has arrays of 3 to 4 elements in the training part; one length is needed: filter the others in the recipe's SQL, such as by size(x) = 4");
        assertThatThrownBy(
                        () -> Table.ofColumn(DOUBLE_ARRAY, new double[0]).fit(x(array(null, null))))
                .isInstanceOf(UntrainableData.class)
                .hasMessageContaining("no value in any row");
    }

    @Test
    void refusesARowOfAnotherLengthOrWithoutAnElement() {
        var fitted = PIXELS.fit(x(array(null, 16.0)));

        assertThatThrownBy(() -> features(fitted, new double[2]))
                .isInstanceOf(RowRefused.class)
                .hasMessage("x has 2 elements; 3 are expected, as in the training data");
        assertThatThrownBy(() -> features(fitted, new double[] {1, Double.NaN, 2}))
                .hasMessage("x[1] has no value; every element of an array needs one");
        assertThatThrownBy(() -> features(fitted, new double[] {1, 2, 1e300}))
                .hasMessageStartingWith("x[2] is 1.0E300; an element is a finite number");
        assertThatThrownBy(() -> features(fitted, new Object[] {null}))
                .hasMessageStartingWith("x has no value; give an array");
        assertThatThrownBy(() -> features(fitted, "text")).hasMessageContaining("DOUBLE_ARRAY");
    }

    @Test
    void refusesMissingElementsInTrainingDataToo() {
        var holed = Table.ofColumn(DOUBLE_ARRAY, new double[] {1, Double.NaN});

        assertThatThrownBy(() -> holed.fit(x(array(Scale.STANDARD, null))))
                .isInstanceOf(RowRefused.class)
                .hasMessageStartingWith("x[1] has no value");
    }

    @Test
    void saysWhatIsWrongWithASpecification() {
        assertThat(mistakes(x())).containsExactly("x is an array; add the operation array");
        assertThat(mistakes(x(new Standard(null))).getFirst())
                .startsWith("x: needs a number and gets an array");
        assertThat(mistakes(x(new Impute(Impute.Strategy.MEAN, null))).getFirst())
                .startsWith("x: needs a number and gets an array");
        assertThat(mistakes(x(array(Scale.STANDARD, 2.0))))
                .containsExactly("give either a scale to learn or a divisor");
        assertThat(mistakes(x(array(null, 0.0))))
                .containsExactly("divisor must be a finite number other than 0");
        assertThat(mistakes(x(array(null, null), new Standard(null))).getFirst())
                .isEqualTo("nothing may follow one-hot, ordinal or array");
        assertThat(mistakes(FeatureSpec.columns(List.of("y"), array(null, null))).getFirst())
                .startsWith("y: needs an array and gets a DOUBLE");
        assertThat(mistakes(FeatureSpec.expression("e", "coalesce(x, x)", array(null, null))))
                .containsExactly(
                        "x is an array, and no expression takes one; name it under columns, with the operation array");
    }

    private static List<String> mistakes(FeatureSpec feature) {
        var spec = new TransformSpec(List.of(feature), TargetSpec.none());
        return TransformCheck.check(spec, PIXELS.schema()).stream()
                .map(SpecMistake::message)
                .toList();
    }

    @Test
    void allocatesNothingPerRow() {
        var fitted = PIXELS.fit(x(array(Scale.STANDARD, null)));
        var compiled = fitted.compile();
        var out = new float[fitted.width()];
        Object[] row = {new double[] {1, 2, 3}};
        var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = 0;
        for (int i = 0; i < 40_000; i++) {
            before = i == 20_000 ? thread.getCurrentThreadAllocatedBytes() : before;
            compiled.apply(row, out, 0);
        }

        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
    }

    @Test
    void needsNoTargetForDataWithoutATruth() {
        var spec = new TransformSpec(List.of(x(array(null, null))), TargetSpec.none());
        var target = PIXELS.fit(spec).target();

        assertThat(target.encode(null)).isEqualTo(0);
        assertThat(target.classes()).isEmpty();
        assertThat(target.predict(new double[] {0.25})).isEqualTo(0.25);
        assertThat(target.probabilities(new double[] {0.25})).isNull();
        assertThat(FittedTransform.fromJson(PIXELS.fit(spec).toJson()).target()).isEqualTo(target);
    }

    @Test
    void refusesATargetColumnWhereThereIsNoTarget() {
        var features = List.of(FeatureSpec.columns(List.of("y")));
        var named = new TargetSpec("y", TargetSpec.Kind.NONE, null);
        var scaled = new TargetSpec(null, TargetSpec.Kind.NONE, Scale.STANDARD);
        var schema = List.of(new Column("y", DOUBLE));

        assertThat(TransformCheck.check(new TransformSpec(features, named), schema))
                .extracting(SpecMistake::field)
                .containsExactly("target.column");
        assertThat(TransformCheck.check(new TransformSpec(features, scaled), schema))
                .extracting(SpecMistake::field)
                .containsExactly("target.scale");
    }
}
