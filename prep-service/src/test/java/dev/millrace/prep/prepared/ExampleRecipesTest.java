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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The recipes of the examples that make arrays and divide by a column, on their samples. */
class ExampleRecipesTest extends PrepServiceTest {

    private static final Path EXAMPLES = Path.of("../examples");
    private static final Pattern WHOLE = Pattern.compile("\\d+");

    @Test
    void forecastsTheLast28MonthsFromTheChangesThatWereKnown() throws IOException {
        var columns = List.of("Month", "Passengers");
        var months = rows("airline/airline-sample.csv", true);

        var result = prepare("airline", Map.of("airline", stored(columns, months)));

        assertThat(column(written(result, "test"), "Month"))
                .containsExactlyInAnyOrderElementsOf(
                        months.subList(144 - 28, 144).stream().map(month -> month[0]).toList());
        assertThat(result).containsEntry("validationRows", 12).containsEntry("trainRows", 80);
        for (Row row : written(result, "test")) {
            int at = indexOf(row.getAs("Month"), months);
            double[] known =
                    IntStream.range(at - 12, at).mapToDouble(i -> change(months, i)).toArray();
            assertThat(row.<Double>getList(row.fieldIndex("past")))
                    .containsExactly(Arrays.stream(known).boxed().toArray(Double[]::new));
            assertThat(row.<Long>getAs("yearly_change")).isEqualTo((long) change(months, at));
        }
    }

    @Test
    void testsOnTheSecondFileOfPeople() throws IOException {
        var columns = columns("adult", "known");
        var inputs =
                Map.of(
                        "known", stored(columns, rows("adult/adult-sample-train.csv", false)),
                        "later", stored(columns, rows("adult/adult-sample-test.csv", false)));

        var result = prepare("adult", inputs);

        assertThat(result).containsEntry("testRows", 700);
        assertThat((int) result.get("trainRows") + (int) result.get("validationRows"))
                .isEqualTo(1500);
        assertThat((int) result.get("validationRows"))
                .isBetween(140, 235); // an eighth, within chance
        assertThat(prep().find(id(result)).classes()).containsExactly("<=50K", ">50K");
    }

    @Test
    void bringsPixelsTogetherAsImages() throws IOException {
        var images = rows("digits/digits-sample.csv", false);

        var result =
                prepare("digits", Map.of("digits", stored(columns("digits", "ingest"), images)));

        assertThat(result).containsEntry("features", 64);
        var row = written(result, "train").getFirst();
        var pixels = row.<Double>getList(row.fieldIndex("pixels"));
        assertThat(row.<Float>getList(row.fieldIndex("__features")))
                .containsExactlyElementsOf(pixels.stream().map(ink -> (float) (ink / 16)).toList());
    }

    private Map<String, Object> prepare(String example, Map<String, String> datasets)
            throws IOException {
        var inputs = new TreeMap<String, String>();
        datasets.forEach((name, dataset) -> inputs.put(name, dataset + "@latest"));
        var recipe = json.treeToValue(pipeline(example).at("/steps/prepare/recipe"), Recipe.class);
        return succeeded(new PrepareRequest(inputs, recipe));
    }

    private List<String> columns(String example, String step) throws IOException {
        List<String> names = new ArrayList<>();
        pipeline(example)
                .at("/steps/" + step + "/csv/columns")
                .forEach(name -> names.add(name.asString()));
        return names;
    }

    /** With a constant in place of the seed, which is a parameter of the pipeline. */
    private JsonNode pipeline(String example) throws IOException {
        var text = Files.readString(EXAMPLES.resolve(example + "/pipeline.yaml"));
        return json.valueToTree(new Yaml().load(text.replace("\"${parameters.splitSeed}\"", "1")));
    }

    private String stored(List<String> names, List<Object[]> rows) {
        return dataset(
                IntStream.range(0, names.size())
                        .mapToObj(i -> new Column(names.get(i), type(rows, i)))
                        .toList(),
                rows);
    }

    private static ColumnType type(List<Object[]> rows, int column) {
        return rows.stream().allMatch(row -> row[column] instanceof Long)
                ? ColumnType.LONG
                : ColumnType.STRING;
    }

    private static List<Object[]> rows(String file, boolean header) throws IOException {
        return Files.readAllLines(EXAMPLES.resolve(file)).stream()
                .skip(header ? 1 : 0)
                .map(line ->
                        Arrays.stream(line.split(",")).map(ExampleRecipesTest::value).toArray())
                .toList();
    }

    private static Object value(String cell) {
        var text = cell.strip().replace("\"", "");
        return WHOLE.matcher(text).matches()
                ? (Object) Long.valueOf(text)
                : text.equals("?") ? null : text;
    }

    private static int indexOf(String month, List<Object[]> months) {
        return months.stream().map(row -> row[0]).toList().indexOf(month);
    }

    private static double change(List<Object[]> months, int at) {
        return (Long) months.get(at)[1] - (Long) months.get(at - 12)[1];
    }
}
