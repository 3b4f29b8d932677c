package dev.millrace.transform;

import static dev.millrace.transform.ColumnType.BOOLEAN;
import static dev.millrace.transform.ColumnType.DOUBLE;
import static dev.millrace.transform.ColumnType.LONG;
import static dev.millrace.transform.ColumnType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.transform.TargetSpec.Kind;
import dev.millrace.transform.TargetSpec.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FittedTargetTest {

    private static FittedTarget fit(ColumnType type, Kind kind, Scale scale, Object... values) {
        var rows = new ArrayList<Object[]>();
        for (var value : values) {
            rows.add(new Object[] {1.0, value});
        }
        var table = new Table(List.of(new Column("x", DOUBLE), new Column("y", type)), rows);
        return table.fit(
                        new TransformSpec(
                                List.of(FeatureSpec.columns(List.of("x"))),
                                new TargetSpec("y", kind, scale)))
                .target();
    }

    @Test
    void ordersBinaryLabelsNaturally() {
        assertThat(fit(LONG, Kind.BINARY, null, 1L, 0L, 1L).classes()).containsExactly("0", "1");
        assertThat(fit(BOOLEAN, Kind.BINARY, null, true, false).classes())
                .containsExactly("false", "true");
        assertThat(fit(STRING, Kind.BINARY, null, ">50K", "<=50K").classes())
                .containsExactly("<=50K", ">50K");
        assertThat(fit(STRING, Kind.BINARY, null, "\uD83D\uDE00", "\uFF5E").classes())
                .containsExactly("\uFF5E", "\uD83D\uDE00"); // code points, not UTF-16 units
    }

    @Test
    void answersWithTheLabelAsItIsInTheData() {
        var target = fit(LONG, Kind.BINARY, null, 1L, 0L);

        assertThat(target.predict(new double[] {0.5})).isEqualTo(1L);
        assertThat(target.predict(new double[] {0.49})).isEqualTo(0L);
        assertThat(target.predict(new double[] {0.49}, 0.49)).isEqualTo(1L);
        assertThat(target.predict(new double[] {0.5}, 0.6)).isEqualTo(0L);
        assertThat(target.probabilities(new double[] {0.25}))
                .containsExactly(Map.entry("0", 0.75), Map.entry("1", 0.25));
        assertThat(target.encode(1L)).isEqualTo(1);
    }

    @Test
    void choosesTheMostProbableOfManyClasses() {
        var target = fit(STRING, Kind.MULTICLASS, null, "c", "a", "b");

        assertThat(target.predict(new double[] {0.2, 0.3, 0.5})).isEqualTo("c");
        assertThat(target.probabilities(new double[] {0.2, 0.3, 0.5}))
                .containsOnlyKeys("a", "b", "c");
        assertThat(target.encode("b")).isEqualTo(1);
    }

    @Test
    void scalesARegressionAndBack() {
        for (var scale : Scale.values()) {
            var target = fit(DOUBLE, Kind.REGRESSION, scale, 10.0, 20.0, 60.0);
            for (double value : new double[] {-3, 0, 17.25, 1e6}) {
                assertThat(target.unscale(target.encode(value)))
                        .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
            }
            assertThat(target.classes()).isEmpty();
            assertThat(target.probabilities(new double[] {1})).isNull();
        }
        assertThat(fit(LONG, Kind.REGRESSION, Scale.MIN_MAX, 10L, 30L).encode(20L)).isEqualTo(0.5);
        assertThat(fit(LONG, Kind.REGRESSION, null, 10L, 30L).encode(30L)).isEqualTo(1);
    }

    @Test
    void shiftsAConstantTargetOnly() {
        assertThat(fit(DOUBLE, Kind.REGRESSION, null, 5.0, 5.0).encode(6.0)).isEqualTo(1);
    }

    @Test
    void namesTheSingleClassThatItFinds() {
        assertThatThrownBy(() -> fit(LONG, Kind.BINARY, null, 1L, 1L))
                .isInstanceOf(UntrainableData.class)
                .hasMessageContaining("the single class \"1\"");
        assertThatThrownBy(() -> fit(LONG, Kind.BINARY, null, 1L, 2L, 3L))
                .isInstanceOf(UntrainableData.class)
                .hasMessageContaining("3 classes");
    }

    @Test
    void refusesARowWithoutATargetAndALabelThatItDoesNotKnow() {
        var target = fit(LONG, Kind.BINARY, null, 0L, 1L);

        assertThatThrownBy(() -> fit(LONG, Kind.BINARY, null, 0L, null))
                .isInstanceOf(RowRefused.class)
                .hasMessageContaining("y, the target, has no value");
        assertThatThrownBy(() -> target.encode(null)).isInstanceOf(RowRefused.class);
        assertThatThrownBy(() -> target.encode(2L))
                .isInstanceOf(RowRefused.class)
                .hasMessageContaining("the label \"2\"");
        assertThatThrownBy(() -> target.encode("1")).hasMessageContaining("a LONG is expected");
    }

    @Test
    void refusesToLearnFromNoRows() {
        assertThatThrownBy(() -> fit(LONG, Kind.BINARY, null)).isInstanceOf(UntrainableData.class);
        assertThatThrownBy(() -> fit(LONG, Kind.REGRESSION, null))
                .isInstanceOf(UntrainableData.class);
    }
}
