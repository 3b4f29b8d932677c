package dev.millrace.training.fold;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Folding;
import dev.millrace.training.data.Table;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All folds of one repetition. Numbers of folds and repetitions count from 1. */
public final class Folds {

    private final Division division;
    private final Folding folding;

    private Folds(Division division, Folding folding) {
        this.division = division;
        this.folding = folding;
    }

    /**
     * Rows of one fold, by their place in the table.
     *
     * @param train transform and network learn from these alone
     * @param validation early stopping watches these
     */
    public record Parts(int[] train, int[] validation, int[] heldOut) {}

    /**
     * @param folding with nothing left open
     */
    public static Folds of(Table table, Folding folding, int repetition) {
        return new Folds(division(table, folding, repetition), folding);
    }

    private static Division division(Table table, Folding folding, int repetition) {
        var keys = new RowKeys(folding.seed(), repetition, "row");
        var byKey = RowKeys.order(keys.of(table));
        return switch (Objects.requireNonNull(folding.kind(), "the kind is still open")) {
            case PLAIN -> new Dealt(byKey, folding.folds());
            case STRATIFIED -> {
                var strata = texts(table, column(folding));
                var order = sorted(byKey, Comparator.comparing(row -> strata[row]));
                yield new Dealt(order, folding.folds());
            }
            case GROUPED -> {
                var groupKeys = new RowKeys(folding.seed(), repetition, "group");
                var groups = texts(table, column(folding));
                yield new Grouped(byKey, groups, groupKeys, folding.folds());
            }
            case TIME_SERIES -> stretches(table, folding, byKey);
        };
    }

    private static Division stretches(Table table, Folding folding, int[] byKey) {
        var column = column(folding);
        int index = table.indexOf(column);
        var times = table.rows().stream().map(row -> time(row[index], column)).toList();
        var order = sorted(byKey, Comparator.comparing(times::get, Folds::compare));
        var newTime = new boolean[order.length];
        for (int place = 0; place < order.length; place++) {
            newTime[place] =
                    place == 0 || !times.get(order[place]).equals(times.get(order[place - 1]));
        }
        return new Stretches(order, newTime, folding.folds());
    }

    /** The rows of a fold; refuses one that has a part without rows. */
    public Parts parts(int fold) {
        var others = division.others(fold - 1);
        var watched = division.watched(others, folding.validation());
        var places = IntStream.range(0, others.length);
        var parts =
                new Parts(
                        places.filter(place -> !watched[place]).map(at -> others[at]).toArray(),
                        IntStream.range(0, others.length)
                                .filter(place -> watched[place])
                                .map(place -> others[place])
                                .toArray(),
                        division.heldOut(fold - 1));
        require(parts.train(), "training", fold);
        require(parts.validation(), "validation", fold);
        require(parts.heldOut(), "held-out", fold);
        return parts;
    }

    private void require(int[] rows, String part, int fold) {
        if (rows.length == 0) {
            throw new PlatformException(
                    FailureCode.UNTRAINABLE_DATA,
                    "Fold %d of %d has no %s rows. Use fewer folds, another validation share, or more data."
                            .formatted(fold, folding.folds(), part));
        }
    }

    private static String column(Folding folding) {
        return Objects.requireNonNull(folding.by(), "the column is still open");
    }

    private static String[] texts(Table table, String column) {
        int index = table.indexOf(column);
        return table.rows().stream().map(row -> RowKeys.text(row[index])).toArray(String[]::new);
    }

    private static Comparable<?> time(@Nullable Object value, String column) {
        if (value instanceof Comparable<?> time) {
            return time;
        }
        throw new PlatformException(
                FailureCode.UNTRAINABLE_DATA,
                "A row has no value of %s, by which folding sorts. Filter such rows in the recipe."
                        .formatted(column));
    }

    // All values of a column have one class.
    @SuppressWarnings("unchecked")
    private static int compare(Comparable<?> one, Comparable<?> other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    /** Stable: what is equal stays in the order it had. */
    private static int[] sorted(int[] rows, Comparator<Integer> order) {
        return IntStream.of(rows).boxed().sorted(order).mapToInt(Integer::intValue).toArray();
    }
}
