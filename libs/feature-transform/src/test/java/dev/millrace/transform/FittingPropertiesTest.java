package dev.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FittingPropertiesTest {

    private final Table table = RandomTable.of(2_000, 7);

    @Test
    void learnsTheSameToTheBitHoweverTheRowsAreSplit() {
        var whole = table.fit(RandomTable.spec());

        for (int parts : new int[] {2, 3, 16, 1_999}) {
            assertThat(table.fitInParts(RandomTable.spec(), parts)).isEqualTo(whole);
        }
    }

    @Test
    void learnsTheSameToTheBitInWhateverOrderTheRowsCome() {
        var hash = table.fit(RandomTable.spec()).hash();

        for (int seed = 0; seed < 5; seed++) {
            assertThat(table.shuffled(seed).fit(RandomTable.spec()).hash()).isEqualTo(hash);
        }
    }

    @Test
    void computesTheSameFeaturesToTheBitAfterATripThroughJson() {
        var fitted = table.fit(RandomTable.spec());

        var reread = FittedTransform.fromJson(fitted.toJson());

        assertThat(reread).isEqualTo(fitted);
        assertThat(reread.hash()).isEqualTo(fitted.hash());
        assertThat(table.features(reread))
                .usingElementComparator(Arrays::compare)
                .isEqualTo(table.features(fitted));
    }

    @Test
    void survivesJavaSerialization() {
        var fitted = table.fit(RandomTable.spec());

        assertThat(Serialized.copy(fitted)).isEqualTo(fitted);
    }

    @Test
    void needsTheRawColumnsThatItsFeaturesReadAndNotTheTarget() {
        var fitted = table.fit(RandomTable.spec());

        assertThat(fitted.inputs()).isEqualTo(table.schema().subList(0, 6));
        assertThat(fitted.outputNames())
                .hasSize(fitted.width())
                .doesNotHaveDuplicates()
                .startsWith("price", "count", "ratio", "distance", "weekend", "hour=0")
                .contains("city=city 0", "city=<null>")
                .endsWith("town", "open");
    }
}
