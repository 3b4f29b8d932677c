package dev.millrace.training.card;

import dev.millrace.contracts.training.Metrics;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.training.card.Block.Heading;
import dev.millrace.training.card.Block.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How good a version is, by part. */
final class ResultSections {

    private ResultSections() {}

    static List<Block> metrics(ModelVersion version) {
        return List.of(new Heading("Metrics"), table("metric", version.metrics()));
    }

    /** One row for each metric, one column for each of what is measured. */
    static Table table(String corner, Map<String, Metrics> measured) {
        var header = new ArrayList<>(List.of(corner));
        header.addAll(measured.keySet());
        var names = new TreeSet<String>();
        measured.values().forEach(metrics -> names.addAll(metrics.values().keySet()));
        var rows = new ArrayList<List<String>>();
        for (var name : names) {
            var row = new ArrayList<>(List.of(name));
            measured.values().forEach(metrics -> row.add(Numbers.text(metrics.values().get(name))));
            rows.add(row);
        }
        return new Table(header, rows);
    }
}
