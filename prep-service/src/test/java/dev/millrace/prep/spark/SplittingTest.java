package dev.millrace.prep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.prep.Split;
import dev.millrace.prep.recipe.SplitRule;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SplittingTest extends PrepServiceTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COLUMN")
    void dependsNeitherOnTheOrderOfRowsNorOnPartitions(Split.Kind kind) {
        var rule = rule(kind, kind == Split.Kind.RANDOM ? null : "Outcome", 1);
        List<Object[]> rows = patients(500);

        var parts = files(frame(PATIENT, rows), rule, 100);
        var shuffled = files(frame(PATIENT, reversed(rows)).repartition(5), rule, 100);

        assertThat(shuffled).isEqualTo(parts);
        assertThat(parts).hasSizeGreaterThan(5);
    }

    @Test
    void keepsTheExactShareOfEveryStratum() {
        var rule = rule(Split.Kind.STRATIFIED, "Group", 3);

        var divided = divided(frame(PATIENT, patients(400)), rule);

        Map<String, long[]> counts = new TreeMap<>();
        for (Row row : divided.select("Group", Splitting.PART).collectAsList()) {
            counts.computeIfAbsent(row.getString(0), _ -> new long[3])[row.getInt(1)]++;
        }
        assertThat(counts).hasSize(3);
        counts.forEach((group, parts) -> {
            long all = parts[0] + parts[1] + parts[2];
            assertThat(parts[Part.TEST.ordinal()]).isEqualTo(Math.round(all * 0.2));
            assertThat(parts[Part.VALIDATION.ordinal()]).isEqualTo(Math.round(all * 0.16));
        });
    }

    @Test
    void keepsTheSharesOfARandomSplitWithinChance() {
        var divided = divided(frame(PATIENT, patients(5000)), rule(Split.Kind.RANDOM, null, 9));

        double test = divided.filter("__part = 2").count() / 5000.0;
        double validation = divided.filter("__part = 1").count() / 5000.0;

        assertThat(test).isCloseTo(0.2, within(0.025)); // more than four standard deviations
        assertThat(validation).isCloseTo(0.16, within(0.025));
    }

    @Test
    void drawsOtherRowsForAnotherSeedAndEqualRowsTogether() {
        List<Object[]> rows = new ArrayList<>(patients(100));
        rows.addAll(patients(100));

        var one = divided(frame(PATIENT, rows), rule(Split.Kind.RANDOM, null, 1));
        var other = divided(frame(PATIENT, rows), rule(Split.Kind.RANDOM, null, 2));

        assertThat(column(one.orderBy("Id").collectAsList(), "__part"))
                .isNotEqualTo(column(other.orderBy("Id").collectAsList(), "__part"));
        assertThat(
                        one.groupBy("Id")
                                .agg(Map.of("__part", "min"))
                                .join(one.groupBy("Id").agg(Map.of("__part", "max")), "Id")
                                .filter("`min(__part)` <> `max(__part)`")
                                .count())
                .isZero();
    }

    @Test
    void tellsRowsApartThatDifferInTheirNullsOnly() {
        var columns = List.of(new Column("a", ColumnType.LONG), new Column("b", ColumnType.LONG));
        var rows = frame(columns, List.of(new Object[] {null, 1L}, new Object[] {1L, null}));

        var hashes = column(RowHash.with(0, rows).collectAsList(), "__first");

        assertThat(hashes).doesNotHaveDuplicates();
    }

    private static SplitRule rule(Split.Kind kind, String by, long seed) {
        return new SplitRule(kind, by, 0.16, 0.2, seed);
    }

    private static Dataset<Row> divided(Dataset<Row> rows, SplitRule rule) {
        var splitting = new Splitting(rule);
        return splitting.apply(RowHash.with(splitting.seed(), rows));
    }

    /** The rows by the file they go to, in their order. */
    private static Map<String, List<String>> files(
            Dataset<Row> rows, SplitRule rule, int rowsPerFile) {
        try (var parts = Parts.of(rows, rule, rowsPerFile)) {
            Map<String, List<String>> files = new TreeMap<>();
            var partitions = parts.rows().toJavaRDD().glom().collect();
            for (int i = 0; i < partitions.size(); i++) {
                files.put(
                        parts.layout().file(i),
                        partitions.get(i).stream().map(Row::toString).toList());
            }
            return files;
        }
    }
}
