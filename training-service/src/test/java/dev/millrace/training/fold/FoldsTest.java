package dev.millrace.training.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Folding;
import dev.millrace.contracts.training.Folding.Kind;
import dev.millrace.training.data.Table;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FoldsTest {

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("x", ColumnType.DOUBLE),
                    new Column("class", ColumnType.LONG),
                    new Column("patient", ColumnType.STRING),
                    new Column("time", ColumnType.LONG));

    private final Table table = table(203);

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"PLAIN", "STRATIFIED", "GROUPED"})
    void everyRowIsHeldOutOnceAndNeverLearnedFromThen(Kind kind) {
        var folds = Folds.of(table, folding(kind, 5), 1);
        var heldOut = new ArrayList<Integer>();
        for (int fold = 1; fold <= 5; fold++) {
            var parts = folds.parts(fold);
            var all = new HashSet<Integer>();
            for (var part : List.of(parts.train(), parts.validation(), parts.heldOut())) {
                Arrays.stream(part).forEach(row -> assertThat(all.add(row)).isTrue());
            }
            assertThat(all).hasSize(203);
            Arrays.stream(parts.heldOut()).forEach(heldOut::add);
        }
        assertThat(heldOut).hasSize(203).doesNotHaveDuplicates();
    }

    @Test
    void foldsOfThePlainKindDifferByOneRowAtMost() {
        var folds = Folds.of(table, folding(Kind.PLAIN, 5), 1);

        assertThat(sizes(folds, 5)).containsOnly(40, 41);
    }

    @Test
    void everyFoldAndItsValidationHaveTheSharesOfTheClasses() {
        var folds = Folds.of(table, folding(Kind.STRATIFIED, 5), 1);
        double share = ones(IntStream.range(0, 203).toArray()) / 203.0;

        for (int fold = 1; fold <= 5; fold++) {
            var parts = folds.parts(fold);
            for (var part : List.of(parts.train(), parts.validation(), parts.heldOut())) {
                assertThat(ones(part) - share * part.length).isBetween(-1.5, 1.5);
            }
            assertThat(parts.validation().length).isBetween(23, 25);
        }
    }

    @Test
    void aGroupIsNeverOnTwoSides() {
        var folds = Folds.of(table, folding(Kind.GROUPED, 5), 1);

        for (int fold = 1; fold <= 5; fold++) {
            var parts = folds.parts(fold);
            assertThat(groups(parts.train())).doesNotContainAnyElementsOf(groups(parts.heldOut()));
            assertThat(groups(parts.train()))
                    .doesNotContainAnyElementsOf(groups(parts.validation()));
            assertThat(groups(parts.validation()))
                    .doesNotContainAnyElementsOf(groups(parts.heldOut()));
        }
        assertThat(sizes(folds, 5)).allMatch(size -> size > 25 && size < 60);
    }

    @Test
    void timeRunsFromTrainingOverValidationToWhatIsHeldOut() {
        var folds = Folds.of(table, folding(Kind.TIME_SERIES, 4), 1);
        int before = 0;
        for (int fold = 1; fold <= 4; fold++) {
            var parts = folds.parts(fold);
            assertThat(latest(parts.train())).isLessThan(earliest(parts.validation()));
            assertThat(latest(parts.validation())).isLessThan(earliest(parts.heldOut()));
            assertThat(parts.train().length).isGreaterThan(before);
            before = parts.train().length;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void contentDecidesAndTheOrderOfRowsDoesNot(Kind kind) {
        var rows = new ArrayList<>(table.rows());
        Collections.shuffle(rows, new Random(3));
        var shuffled = new Table(COLUMNS, rows);

        var parts = Folds.of(table, folding(kind, 3), 1).parts(2);
        var others = Folds.of(shuffled, folding(kind, 3), 1).parts(2);

        assertThat(rows(table, parts.train())).isEqualTo(rows(shuffled, others.train()));
        assertThat(rows(table, parts.heldOut())).isEqualTo(rows(shuffled, others.heldOut()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"PLAIN", "STRATIFIED", "GROUPED"})
    void anotherRepetitionAndAnotherSeedAreOtherShuffles(Kind kind) {
        var first = Folds.of(table, folding(kind, 5), 1).parts(1).heldOut();

        assertThat(Folds.of(table, folding(kind, 5), 1).parts(1).heldOut()).isEqualTo(first);
        assertThat(Folds.of(table, folding(kind, 5), 2).parts(1).heldOut()).isNotEqualTo(first);
        var seed = new Folding(kind, 5, folding(kind, 5).by(), 1, 0.15, 8L, null);
        assertThat(Folds.of(table, seed, 1).parts(1).heldOut()).isNotEqualTo(first);
    }

    @Test
    void refusesAFoldWithoutRows() {
        var few = new Table(COLUMNS, table.rows().subList(0, 4));
        var folds = Folds.of(few, folding(Kind.GROUPED, 5), 1);

        assertThatThrownBy(() -> folds.parts(5))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("Fold 5 of 5 has no")
                .hasMessageContaining("fewer folds");
    }

    static Folding folding(Kind kind, int folds) {
        var by =
                switch (kind) {
                    case PLAIN -> null;
                    case STRATIFIED -> "class";
                    case GROUPED -> "patient";
                    case TIME_SERIES -> "time";
                };
        return new Folding(kind, folds, by, 1, 0.15, 7L, null);
    }

    static Table table(int count) {
        var random = new Random(11);
        var rows = new ArrayList<Object[]>();
        for (int row = 0; row < count; row++) {
            rows.add(
                    new Object[] {
                        random.nextGaussian(),
                        random.nextInt(4) == 0 ? 1L : 0L,
                        "patient-" + random.nextInt(30),
                        (long) random.nextInt(150)
                    });
        }
        return new Table(COLUMNS, rows);
    }

    private static List<Integer> sizes(Folds folds, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(fold -> folds.parts(fold).heldOut().length)
                .toList();
    }

    private long ones(int[] rows) {
        return Arrays.stream(rows).filter(row -> (long) table.rows().get(row)[1] == 1).count();
    }

    private Set<Object> groups(int[] rows) {
        var groups = new HashSet<>();
        Arrays.stream(rows).forEach(row -> groups.add(table.rows().get(row)[2]));
        return groups;
    }

    private long earliest(int[] rows) {
        return Arrays.stream(rows)
                .mapToLong(row -> (long) table.rows().get(row)[3])
                .min()
                .orElseThrow();
    }

    private long latest(int[] rows) {
        return Arrays.stream(rows)
                .mapToLong(row -> (long) table.rows().get(row)[3])
                .max()
                .orElseThrow();
    }

    private static List<List<Object>> rows(Table table, int[] places) {
        return Arrays.stream(places).mapToObj(row -> List.of(table.rows().get(row))).toList();
    }
}
