package dev.millrace.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.training.evaluation.Predictions.Numbers;
import dev.millrace.training.fit.Rows;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.TargetSpec;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final FittedTarget HUNDREDS =
            new FittedTarget(
                    new TargetSpec("y", TargetSpec.Kind.REGRESSION, TargetSpec.Scale.STANDARD),
                    ColumnType.DOUBLE,
                    List.of(),
                    100,
                    10);

    private final Rows part = part(10_000);

    @Test
    void everyRowIsAnsweredInTheTargetsOwnUnit() throws IOException {
        var answers = (Numbers) Answers.of(AnswersTest::sums, HUNDREDS, part, Long.MAX_VALUE);

        assertThat(answers.rows()).isEqualTo(10_000);
        assertThat(answers.truth()[9_999]).isEqualTo(100 + 10 * 9_999);
        assertThat(answers.predicted()[9_999]).isEqualTo(100 + 10 * (9_999 + 19_998));
    }

    @Test
    void onlyTheFirstRowsAreAnsweredWhereMoreWouldCostTooMuch() throws IOException {
        var answers = (Numbers) Answers.of(AnswersTest::sums, HUNDREDS, part, 5_000);

        assertThat(answers.rows()).isEqualTo(5_000);
        assertThat(answers.predicted()[4_999]).isEqualTo(100 + 10 * (4_999 + 9_998));
    }

    @Test
    void theFirstRowsOfAPartAreItsFirstRows() throws IOException {
        var first = Rows.first(part, 4_097);

        assertThat(first.count()).isEqualTo(4_097);
        assertThat(first.labels()[4_096]).isEqualTo(4_096);
        assertThat(first.features()[2 * 4_096 + 1]).isEqualTo(8_192);
        assertThat(Rows.first(part, 20_000)).isSameAs(part);
    }

    private static double[] sums(float[] features, int rows) {
        return IntStream.range(0, rows)
                .mapToDouble(row -> features[2 * row] + features[2 * row + 1])
                .toArray();
    }

    private static Rows part(int rows) {
        var features = new float[2 * rows];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            features[2 * row] = row;
            features[2 * row + 1] = 2 * row;
            labels[row] = row;
        }
        return new Rows(2, features, labels);
    }
}
