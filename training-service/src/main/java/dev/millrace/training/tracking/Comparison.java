package dev.millrace.training.tracking;

import dev.millrace.contracts.training.MetricPoint;
import dev.millrace.contracts.training.RunComparison;
import dev.millrace.contracts.training.TrackedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts runs side by side. */
final class Comparison {

    private Comparison() {}

    static RunComparison of(List<TrackedRun> runs) {
        var params =
                table(runs, run -> run.params().keySet(), (run, name) -> run.params().get(name));
        params.values().removeIf(row -> row.stream().distinct().count() == 1);
        return new RunComparison(
                runs.stream().map(TrackedRun::id).toList(),
                runs.stream().map(TrackedRun::name).toList(),
                params,
                table(
                        runs,
                        run -> run.metrics().keySet(),
                        (run, name) -> value(run.metrics().get(name))));
    }

    private static <T> Map<String, List<@Nullable T>> table(
            List<TrackedRun> runs,
            Function<TrackedRun, Set<String>> names,
            BiFunction<TrackedRun, String, @Nullable T> cell) {
        var all = new TreeSet<String>();
        runs.forEach(run -> all.addAll(names.apply(run)));
        var table = new LinkedHashMap<String, List<@Nullable T>>();
        for (var name : all) {
            var row = new ArrayList<@Nullable T>();
            runs.forEach(run -> row.add(cell.apply(run, name)));
            table.put(name, row);
        }
        return table;
    }

    private static @Nullable Double value(@Nullable MetricPoint point) {
        return point == null ? null : point.value();
    }
}
