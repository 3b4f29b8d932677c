package dev.millrace.training.card;

import dev.millrace.contracts.prep.ColumnStatistics;
import dev.millrace.training.card.Block.Heading;
import dev.millrace.training.card.Block.Paragraph;
import dev.millrace.training.card.Block.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the columns of the training part are like. */
final class ColumnSection {

    private static final int MOST_COLUMNS = 200;
    private static final List<String> HEADER =
            List.of(
                    "column",
                    "type",
                    "missing",
                    "min",
                    "mean",
                    "max",
                    "deviation",
                    "distinct",
                    "most frequent");

    private ColumnSection() {}

    static List<Block> of(@Nullable List<ColumnStatistics> columns) {
        var blocks = new ArrayList<Block>();
        blocks.add(new Heading("Columns of the training part"));
        if (columns == null) {
            blocks.add(
                    new Paragraph(
                            "They cannot be described: the prepared data is gone or has no statistics, or prep-service is away."));
            return blocks;
        }
        blocks.add(
                new Table(
                        HEADER,
                        columns.stream().limit(MOST_COLUMNS).map(ColumnSection::row).toList()));
        if (columns.size() > MOST_COLUMNS) {
            blocks.add(new Paragraph("And %d more.".formatted(columns.size() - MOST_COLUMNS)));
        }
        return blocks;
    }

    private static List<String> row(ColumnStatistics column) {
        var numbers = column.numbers();
        var values = column.values();
        return List.of(
                column.name(),
                column.type().name().toLowerCase(Locale.ROOT),
                Numbers.text(100.0 * column.missing() / column.rows()) + " %",
                Numbers.text(numbers == null ? null : Double.valueOf(numbers.min())),
                Numbers.text(numbers == null ? null : Double.valueOf(numbers.mean())),
                Numbers.text(numbers == null ? null : Double.valueOf(numbers.max())),
                Numbers.text(numbers == null ? null : numbers.standardDeviation()),
                values == null ? "–" : Integer.toString(values.distinct()),
                values == null ? "–" : top(values));
    }

    private static String top(ColumnStatistics.Values values) {
        return values.top().stream()
                .map(value -> "%s (%d)".formatted(value.value(), value.count()))
                .collect(Collectors.joining(", "));
    }
}
