package dev.millrace.transform;

import static dev.millrace.transform.ColumnType.DATE;
import static dev.millrace.transform.ColumnType.DOUBLE;
import static dev.millrace.transform.ColumnType.LONG;
import static dev.millrace.transform.ColumnType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transform.Operation.Clip;
import dev.millrace.transform.Operation.Impute;
import dev.millrace.transform.Operation.Impute.Strategy;
import dev.millrace.transform.Operation.Log;
import dev.millrace.transform.Operation.OneHot;
import dev.millrace.transform.Operation.Standard;
import dev.millrace.transform.TargetSpec.Kind;
import dev.millrace.transform.TargetSpec.Scale;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransformCheckTest {

    private static final List<Column> SCHEMA =
            List.of(
                    new Column("Age", LONG),
                    new Column("Weight", DOUBLE),
                    new Column("Sex", STRING),
                    new Column("Born", DATE),
                    new Column("Outcome", LONG));

    private static final TargetSpec TARGET = new TargetSpec("Outcome", Kind.BINARY, null);
    private static final Standard STANDARD = new Standard(null);

    static List<Arguments> mistakes() {
        return List.of(
                one(
                        columns("Aeg"),
                        "features[0].columns[0]",
                        "unknown column \"Aeg\"; there are Age, "),
                one(columns("Outcome"), "features[0].columns[0]", "Outcome is the target"),
                one(columns("Sex"), "features[0]", "add one-hot or ordinal"),
                one(columns("Born"), "features[0]", "an expression such as year(…)"),
                one(columns("Sex", STANDARD), "features[0].operations[0]", "needs a number"),
                one(
                        columns("Born", new OneHot(null, null, null)),
                        "features[0].operations[0]",
                        "DATE"),
                one(
                        columns("Sex", new OneHot(null, null, null), STANDARD),
                        "features[0].operations[1]",
                        "nothing may follow"),
                one(
                        columns("Age", new Clip(null, null, null)),
                        "features[0].operations[0]",
                        "min, max"),
                one(
                        columns("Age", new Clip(2.0, 1.0, null)),
                        "features[0].operations[0]",
                        "at most"),
                one(
                        columns("Age", new Log(Double.NaN, null)),
                        "features[0].operations[0]",
                        "finite"),
                one(
                        columns("Age", new Impute(null, null)),
                        "features[0].operations[0]",
                        "needs a strategy"),
                one(
                        columns("Age", new Impute(Strategy.CONSTANT, null)),
                        "features[0].operations[0]",
                        "needs a value"),
                one(
                        columns("Age", new Impute(Strategy.MEAN, 1)),
                        "features[0].operations[0]",
                        "only the strategy constant"),
                one(
                        columns("Age", new Impute(Strategy.CONSTANT, "old")),
                        "features[0].operations[0]",
                        "old is not a LONG"),
                one(
                        columns("Sex", new OneHot(null, null, 0)),
                        "features[0].operations[0]",
                        "maxCategories"),
                one(expression("Outcome + 1"), "features[0].expression", "is the target"),
                one(expression("Age +"), "features[0].expression", "cannot be parsed"),
                one(
                        expression("sinus(Age)"),
                        "features[0].expression",
                        "there is no function sinus"),
                one(
                        expression("Age + Sex"),
                        "features[0].expression",
                        "cannot bring LONG and STRING"),
                one(
                        new FeatureSpec(null, null, "Age + 1", null),
                        "features[0].name",
                        "needs a name"),
                one(
                        new FeatureSpec("n", List.of("Age"), null, null),
                        "features[0].name",
                        "goes with an expression"),
                one(
                        new FeatureSpec("n", List.of("Age"), "Age", null),
                        "features[0]",
                        "either columns or an expression"),
                one(
                        new FeatureSpec("n", null, null, null),
                        "features[0]",
                        "either columns or an expression"),
                one(
                        FeatureSpec.columns(List.of("Age", "Age")),
                        "features",
                        "two features are called \"Age\""));
    }

    private static Arguments one(FeatureSpec feature, String field, String message) {
        return Arguments.of(feature, field, message);
    }

    private static FeatureSpec columns(String column, Operation... operations) {
        return FeatureSpec.columns(List.of(column), operations);
    }

    private static FeatureSpec expression(String expression) {
        return FeatureSpec.expression("made", expression);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhereAFeatureIsWrongAndWhy(FeatureSpec feature, String field, String message) {
        var mistakes = TransformCheck.check(new TransformSpec(List.of(feature), TARGET), SCHEMA);

        assertThat(mistakes)
                .anySatisfy(mistake -> {
                    assertThat(mistake.field()).isEqualTo(field);
                    assertThat(mistake.message()).contains(message);
                });
    }

    @Test
    void listsAllMistakesAtOnce() {
        var spec =
                new TransformSpec(
                        List.of(columns("Aeg"), columns("Sex"), expression("1 +")),
                        new TargetSpec("Outcom", Kind.BINARY, Scale.NONE));

        assertThat(TransformCheck.check(spec, SCHEMA))
                .extracting(SpecMistake::field)
                .containsExactly(
                        "target.scale",
                        "target.column",
                        "features[0].columns[0]",
                        "features[1]",
                        "features[2].expression");
        assertThatThrownBy(() -> TransformFitting.of(spec, SCHEMA))
                .isInstanceOfSatisfying(
                        InvalidTransform.class,
                        invalid -> assertThat(invalid.mistakes()).hasSize(5));
    }

    @Test
    void checksTheFormWithoutASchema() {
        var spec =
                new TransformSpec(
                        List.of(
                                columns("Age", new Clip(null, null, null)),
                                columns("Sex"),
                                expression("foo(Age)"),
                                expression("Age + Sex")),
                        TARGET);

        assertThat(TransformCheck.checkForm(spec))
                .extracting(SpecMistake::field)
                .containsExactly("features[0].operations[0]", "features[2].expression");
    }

    @Test
    void refusesAnEmptyOrTargetlessSpecification() {
        assertThat(TransformCheck.checkForm(new TransformSpec(List.of(), null)))
                .extracting(SpecMistake::field)
                .containsExactly("target", "features");
    }

    @Test
    void refusesATextAsTheTargetOfARegression() {
        var spec =
                new TransformSpec(
                        List.of(columns("Age")), new TargetSpec("Sex", Kind.REGRESSION, null));

        assertThat(TransformCheck.check(spec, SCHEMA))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message()).contains("Sex is a STRING"));
    }

    @Test
    void findsColumnsWithoutRegardToCaseWhereThatIsUnambiguous() {
        var similar =
                List.of(new Column("A", LONG), new Column("a", LONG), new Column("Outcome", LONG));

        assertThat(TransformCheck.check(new TransformSpec(List.of(columns("age")), TARGET), SCHEMA))
                .isEmpty();
        assertThat(TransformCheck.check(new TransformSpec(List.of(columns("a")), TARGET), similar))
                .isEmpty();
    }
}
