package dev.millrace.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.training.EvaluationOptions.BaselineKind;
import dev.millrace.contracts.training.EvaluationReport.Baseline;
import dev.millrace.training.evaluation.Predictions;
import dev.millrace.training.fit.Deadline;
import dev.millrace.training.fit.Rows;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.TargetSpec;
import dev.millrace.transform.TargetSpec.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The oracle is scikit-learn 1.2.1 on the same 60 rows: {@code make_pipeline(StandardScaler(),
 * LogisticRegression(C=1, tol=1e-14, solver='newton-cg'))} and {@code Ridge(alpha=1)}.
 */
class BaselinesTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final int ROWS = 60;
    private static final int WIDTH = 4;

    @Test
    void logisticRegressionAgreesWithScikitLearn() {
        var rows = rows(BaselinesTest::twoClasses);

        var model = LinearModel.fit(new Link.Logistic(), rows, Deadline.none());

        var outputs = model.outputs(rows.features(), ROWS);
        assertThat(Arrays.copyOf(outputs, 4))
                .usingComparatorWithPrecision(1e-8)
                .containsExactly(
                        0.4182912781706936,
                        0.8247637278785426,
                        0.9967580033747359,
                        0.047987479065476416);
        var metrics = Predictions.of(target(Kind.BINARY), rows.labels(), outputs).metrics();
        assertThat(metrics.values().get("logLoss")).isCloseTo(0.1658243127642415, EXACT);
        assertThat(metrics.values().get("auc")).isCloseTo(0.995, EXACT);
        assertThat(metrics.values().get("prAuc")).isCloseTo(0.9976308139534884, EXACT);
    }

    @Test
    void multinomialRegressionAgreesWithScikitLearn() {
        var rows = rows(BaselinesTest::threeClasses);

        var model = LinearModel.fit(new Link.Softmax(3), rows, Deadline.none());

        var outputs = model.outputs(rows.features(), ROWS);
        assertThat(Arrays.copyOf(outputs, 6))
                .usingComparatorWithPrecision(1e-8)
                .containsExactly(
                        0.0583060390184583,
                        0.8014351164998462,
                        0.14025884448169543,
                        0.06384954820196621,
                        0.4593200618310132,
                        0.47683038996702065);
        var metrics = Predictions.of(target(Kind.MULTICLASS), rows.labels(), outputs).metrics();
        assertThat(metrics.values().get("logLoss")).isCloseTo(0.5132595983501617, EXACT);
        assertThat(metrics.values().get("auc")).isCloseTo(0.9040438029675029, EXACT);
        assertThat(metrics.values().get("f1")).isCloseTo(0.6746031746031745, EXACT);
    }

    @Test
    void ridgeRegressionAgreesWithScikitLearn() {
        var rows = rows(BaselinesTest::number);

        var model = LinearModel.fit(new Link.Identity(), rows, Deadline.none());

        var outputs = model.outputs(rows.features(), ROWS);
        assertThat(Arrays.copyOf(outputs, 4))
                .usingComparatorWithPrecision(1e-8)
                .containsExactly(
                        -0.2479663602467319,
                        7.336175506286615,
                        31.039715736070427,
                        -15.749977495309938);
        var metrics = Predictions.of(target(Kind.REGRESSION), rows.labels(), outputs).metrics();
        assertThat(metrics.values().get("mse")).isCloseTo(4.795027611911268, EXACT);
        assertThat(metrics.values().get("r2")).isCloseTo(0.9824871046480715, EXACT);
        assertThat(metrics.values().get("mae")).isCloseTo(1.8888578677263361, EXACT);
    }

    @Test
    void theGradientVanishesAtTheSolution() {
        for (var link : List.of(new Link.Logistic(), new Link.Softmax(3), new Link.Identity())) {
            var rows =
                    link.units() == 3
                            ? rows(BaselinesTest::threeClasses)
                            : rows(BaselinesTest::twoClasses);
            var loss = new PenalisedLoss(Standardised.of(rows), rows.labels(), link);

            var lowest = new Newton(loss, ROWS, Deadline.none()).lowest();

            double value = loss.at(lowest);
            assertThat(loss.gradient(lowest)).usingComparatorWithPrecision(1e-7).containsOnly(0);
            for (int parameter = 0; parameter < lowest.length; parameter++) {
                lowest[parameter] += 1e-3;
                assertThat(loss.at(lowest)).isGreaterThanOrEqualTo(value);
                lowest[parameter] -= 1e-3;
            }
        }
    }

    @Test
    void curvatureIsTheChangeOfTheGradient() {
        var rows = rows(BaselinesTest::threeClasses);
        var loss = new PenalisedLoss(Standardised.of(rows), rows.labels(), new Link.Softmax(3));
        var random = new Random(3);
        var place = random.doubles(loss.parameters(), -1, 1).toArray();
        var direction = random.doubles(loss.parameters(), -1, 1).toArray();

        loss.at(place);
        var curvature = loss.curvature(direction);

        var above = gradient(loss, place, direction, 1e-5);
        var below = gradient(loss, place, direction, -1e-5);
        for (int parameter = 0; parameter < curvature.length; parameter++) {
            assertThat((above[parameter] - below[parameter]) / 2e-5)
                    .isCloseTo(curvature[parameter], within(1e-5));
        }
    }

    @Test
    void featuresOfAnyScaleAndConstantOnesAreFine() {
        var rows = rows(BaselinesTest::twoClasses);
        var stretched = rows.features().clone();
        for (int row = 0; row < ROWS; row++) {
            stretched[row * WIDTH] *= 1 << 20;
            stretched[row * WIDTH + 3] = 7;
        }
        var plain = rows.features().clone();
        for (int row = 0; row < ROWS; row++) {
            plain[row * WIDTH + 3] = 0;
        }

        var one =
                LinearModel.fit(
                        new Link.Logistic(),
                        new Rows(WIDTH, stretched, rows.labels()),
                        Deadline.none());
        var other =
                LinearModel.fit(
                        new Link.Logistic(),
                        new Rows(WIDTH, plain, rows.labels()),
                        Deadline.none());

        assertThat(one.outputs(stretched, ROWS))
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(other.outputs(plain, ROWS));
    }

    @Test
    void everyBaselineIsMeasuredOnAllPartsOfEveryKindOfTarget() throws IOException {
        for (var kind : List.of(Kind.BINARY, Kind.MULTICLASS, Kind.REGRESSION)) {
            var rows =
                    rows(
                            kind == Kind.BINARY
                                    ? BaselinesTest::twoClasses
                                    : kind == Kind.MULTICLASS
                                            ? BaselinesTest::threeClasses
                                            : BaselinesTest::number);
            var score = kind == Kind.REGRESSION ? "rmse" : "logLoss";

            var found =
                    byKind(
                            new Baselines(target(kind), 1, 1)
                                    .on(rows, rows, rows, List.of(BaselineKind.values())));

            assertThat(found).hasSize(3);
            assertThat(found.values())
                    .allSatisfy(baseline -> {
                        assertThat(baseline.skipped()).isNull();
                        assertThat(baseline.metrics())
                                .containsOnlyKeys("train", "validation", "test");
                    });
            double constant =
                    found.get(BaselineKind.CONSTANT).metrics().get("test").values().get(score);
            double linear =
                    found.get(BaselineKind.LINEAR).metrics().get("test").values().get(score);
            double trees =
                    found.get(BaselineKind.GRADIENT_BOOSTING)
                            .metrics()
                            .get("test")
                            .values()
                            .get(score);
            assertThat(linear).isLessThan(constant);
            assertThat(trees).isLessThan(constant);
        }
    }

    @Test
    void theConstantKnowsOnlyFrequencies() {
        var rows = rows(BaselinesTest::threeClasses);

        assertThat(ConstantModel.frequencies(rows, 3).outputs(rows.features(), 2))
                .containsExactly(9 / 60.0, 23 / 60.0, 28 / 60.0, 9 / 60.0, 23 / 60.0, 28 / 60.0);
        assertThat(ConstantModel.mean(rows(BaselinesTest::twoClasses)).outputs(rows.features(), 1))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(40 / 60.0);
    }

    @Test
    void boostedTreesRepeatThemselves() throws XGBoostError {
        var rows = rows(BaselinesTest::twoClasses);
        try (var one = BoostedTrees.fit(target(Kind.BINARY), rows, rows, 1, 1, Deadline.none());
                var other =
                        BoostedTrees.fit(target(Kind.BINARY), rows, rows, 1, 1, Deadline.none())) {
            assertThat(one.outputs(rows.features(), ROWS))
                    .containsExactly(other.outputs(rows.features(), ROWS));
            assertThat(one.description()).isEqualTo(other.description());
        }
    }

    @Test
    void whatIsTooLargeIsSkippedWithAReason() {
        var baselines = new Baselines(target(Kind.MULTICLASS), 1, 1);

        assertThat(baselines.refusal(333_333, 5)).isEmpty();
        assertThat(baselines.refusal(333_334, 5))
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("333334 rows of 5 features for 3 outputs"));
        assertThat(Baselines.skipped(List.of(BaselineKind.LINEAR), "too large"))
                .singleElement()
                .satisfies(baseline -> {
                    assertThat(baseline.skipped()).isEqualTo("too large");
                    assertThat(baseline.metrics()).isEmpty();
                });
    }

    @Test
    void whatIsNotDoneInTimeIsSkippedAndTheRestIsMeasured() throws IOException {
        for (var kind : List.of(Kind.BINARY, Kind.MULTICLASS)) {
            var rows = rows(BaselinesTest::twoClasses);
            var late = new Baselines(target(kind), 1, 1, Deadline.in(0.0));

            var found = byKind(late.on(rows, rows, rows, List.of(BaselineKind.values())));

            assertThat(found.get(BaselineKind.CONSTANT).skipped()).isNull();
            assertThat(List.of(BaselineKind.LINEAR, BaselineKind.GRADIENT_BOOSTING))
                    .allSatisfy(slow ->
                            assertThat(found.get(slow).skipped())
                                    .isEqualTo(
                                            "It was not done within the 0.00 s that there were for it."));
        }
    }

    private static double[] gradient(
            PenalisedLoss loss, double[] place, double[] direction, double by) {
        var moved = place.clone();
        for (int parameter = 0; parameter < moved.length; parameter++) {
            moved[parameter] += by * direction[parameter];
        }
        loss.at(moved);
        return loss.gradient(moved);
    }

    private static Map<BaselineKind, Baseline> byKind(List<Baseline> baselines) {
        return baselines.stream().collect(Collectors.toMap(Baseline::kind, Function.identity()));
    }

    private interface Label {
        double of(double score, double noise);
    }

    private static double twoClasses(double score, double noise) {
        return score + noise > 0 ? 1 : 0;
    }

    private static double threeClasses(double score, double noise) {
        return score + noise > 4 ? 2 : score + noise < -4 ? 0 : 1;
    }

    private static double number(double score, double noise) {
        return 3 * score + noise;
    }

    /** Every number is a multiple of 1/8: exact as a float, and in Python. */
    private static Rows rows(Label label) {
        var features = new float[ROWS * WIDTH];
        var labels = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < WIDTH; column++) {
                features[row * WIDTH + column] =
                        (row * 37 + column * 101 + 13 * row * column) % 97 / 8f;
            }
            double score =
                    features[row * WIDTH]
                            - features[row * WIDTH + 1]
                            + 0.5 * features[row * WIDTH + 2];
            labels[row] = (float) label.of(score, (row * 53 % 31 - 15) / 4.0);
        }
        return new Rows(WIDTH, features, labels);
    }

    private static FittedTarget target(Kind kind) {
        return new FittedTarget(
                new TargetSpec("y", kind, kind == Kind.REGRESSION ? TargetSpec.Scale.NONE : null),
                ColumnType.LONG,
                switch (kind) {
                    case BINARY -> List.of(0L, 1L);
                    case MULTICLASS -> List.of(0L, 1L, 2L);
                    case REGRESSION, NONE -> List.of();
                },
                0,
                1);
    }
}
