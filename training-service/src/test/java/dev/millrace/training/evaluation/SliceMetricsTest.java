package dev.millrace.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.training.PartEvaluation.Slice;
import dev.millrace.training.evaluation.Predictions.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SliceMetricsTest {

    @Test
    void eachValueIsMeasuredOnItsOwnRows() {
        var rows = new Numbers(new double[] {1, 2, 3, 4}, new double[] {1, 2, 5, 5});

        var slices = SliceMetrics.of("city", Arrays.asList("a", "b", null, "b"), rows);

        assertThat(slices.values()).extracting(Slice::value).containsExactly("b", "a", null);
        assertThat(slices.values().get(0).metrics().rows()).isEqualTo(2);
        assertThat(slices.values().get(0).metrics().values()).containsEntry("mse", 0.5);
        assertThat(slices.values().get(1).metrics().values()).containsEntry("mse", 0.0);
        assertThat(slices.values().get(2).metrics().values()).containsEntry("mse", 4.0);
        assertThat(slices.rest()).isNull();
    }

    @Test
    void rareValuesAreMeasuredTogether() {
        var values = new ArrayList<String>();
        IntStream.range(0, 25).forEach(value -> values.add("v" + value));
        values.add("v24");
        var numbers = new double[26];

        var slices = SliceMetrics.of("id", values, new Numbers(numbers, numbers));

        assertThat(slices.values()).hasSize(20);
        assertThat(slices.values().getFirst().value()).isEqualTo("v24");
        assertThat(slices.rest().rows()).isEqualTo(5);
    }

    @Test
    void refusesAColumnOfMoreRows() {
        var rows = new Numbers(new double[] {1}, new double[] {1});

        assertThatThrownBy(() -> SliceMetrics.of("city", List.of("a", "b"), rows))
                .hasMessageContaining("2 values for 1 rows");
    }
}
