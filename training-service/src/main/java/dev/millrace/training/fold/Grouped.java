package dev.millrace.training.fold;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Groups dealt as wholes, in the order of their own keys, each to the fold that has the fewest rows
 * by then.
 */
final class Grouped implements Division {

    private final int[] order;
    private final String[] group;
    private final List<String> groups;
    private final Map<String, Integer> fold = new HashMap<>();

    /**
     * @param order rows by key
     * @param group of each row
     */
    Grouped(int[] order, String[] group, RowKeys keys, int folds) {
        this.order = order;
        this.group = group;
        var sizes = new HashMap<String, Integer>();
        Arrays.stream(group).forEach(name -> sizes.merge(name, 1, Integer::sum));
        groups =
                sizes.keySet().stream()
                        .sorted(
                                Comparator.<String>comparingLong(keys::of)
                                        .thenComparing(name -> name))
                        .toList();
        var rows = new int[folds];
        for (var name : groups) {
            int smallest = 0;
            for (int number = 1; number < folds; number++) {
                smallest = rows[number] < rows[smallest] ? number : smallest;
            }
            fold.put(name, smallest);
            rows[smallest] += sizes.getOrDefault(name, 0);
        }
    }

    @Override
    public int[] heldOut(int number) {
        return Arrays.stream(order).filter(row -> foldOf(row) == number).toArray();
    }

    @Override
    public int[] others(int number) {
        return Arrays.stream(order).filter(row -> foldOf(row) != number).toArray();
    }

    /** The last groups, as many as it takes to have the share. */
    @Override
    public boolean[] watched(int[] others, double share) {
        var sizes = new HashMap<String, Integer>();
        Arrays.stream(others).forEach(row -> sizes.merge(group[row], 1, Integer::sum));
        var chosen = new LinkedHashSet<String>();
        double missing = share * others.length;
        for (var name : groups.reversed()) {
            if (missing > 0 && sizes.containsKey(name)) {
                chosen.add(name);
                missing -= sizes.getOrDefault(name, 0);
            }
        }
        var watched = new boolean[others.length];
        for (int place = 0; place < others.length; place++) {
            watched[place] = chosen.contains(group[others[place]]);
        }
        return watched;
    }

    private int foldOf(int row) {
        return fold.getOrDefault(group[row], 0);
    }
}
