package dev.millrace.prep.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.prep.PrepareRequest;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.prep.spark.PrepServiceTest;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The recipe of the example that forecasts: SQL windows, a split by a DATE, fitted features. */
class TeslaRecipeTest extends PrepServiceTest {

    private static final Path EXAMPLE = Path.of("../examples/tesla");

    private static final List<Column> PRICES =
            List.of(
                    new Column("Date", ColumnType.DATE),
                    new Column("Open", ColumnType.DOUBLE),
                    new Column("High", ColumnType.DOUBLE),
                    new Column("Low", ColumnType.DOUBLE),
                    new Column("Close", ColumnType.DOUBLE),
                    new Column("Adj Close", ColumnType.DOUBLE),
                    new Column("Volume", ColumnType.LONG));

    @Test
    void testsOnTheDaysAfterThoseItLearnsFrom() throws IOException {
        List<Object[]> prices = prices();
        var inputs = Map.of("tesla", dataset(PRICES, prices) + "@latest");

        var result = succeeded(new PrepareRequest(inputs, recipe()));

        // Five days have no change over five days, the last one has no tomorrow.
        List<Row> rows = new ArrayList<>();
        List.of("train", "validation", "test").forEach(part -> rows.addAll(written(result, part)));
        assertThat(column(rows, "Date"))
                .containsExactlyElementsOf(
                        prices.subList(5, prices.size() - 1).stream().map(day -> day[0]).toList());
        assertThat(written(result, "test")).hasSize((int) Math.round(rows.size() * 0.2));
        assertThat(written(result, "validation")).hasSize((int) Math.round(rows.size() * 0.1));
        assertThat(result).containsEntry("features", 5);
    }

    private Recipe recipe() throws IOException {
        var pipeline =
                json.valueToTree(
                        new Yaml().load(Files.readString(EXAMPLE.resolve("forecast.yaml"))));
        return json.treeToValue(pipeline.at("/steps/prepare/recipe"), Recipe.class);
    }

    private static List<Object[]> prices() throws IOException {
        return Files.readAllLines(EXAMPLE.resolve("tesla-sample.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(TeslaRecipeTest::price)
                .toList();
    }

    private static Object[] price(String[] cells) {
        Object[] row = new Object[cells.length];
        row[0] = LocalDate.parse(cells[0]);
        for (int i = 1; i < cells.length - 1; i++) {
            row[i] = Double.valueOf(cells[i]);
        }
        row[cells.length - 1] = Long.valueOf(cells[cells.length - 1]);
        return row;
    }
}
