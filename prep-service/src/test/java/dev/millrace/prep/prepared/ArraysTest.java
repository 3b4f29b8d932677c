package dev.millrace.prep.prepared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.prep.PrepareRequest;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.contracts.prep.Split;
import dev.millrace.prep.spark.PrepServiceTest;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FeatureSpec;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.Operation;
import dev.millrace.transform.TargetSpec;
import dev.millrace.transform.TargetSpec.Scale;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ArraysTest extends PrepServiceTest {

    private static final Split RANDOM = new Split(Split.Kind.RANDOM, null, null, null, null);
    private static final Split BY_MONTH = new Split(Split.Kind.TIME, "month", null, null, null);

    private static final List<Column> SCAN =
            List.of(
                    new Column("month", ColumnType.LONG),
                    new Column("a", ColumnType.LONG),
                    new Column("b", ColumnType.DOUBLE),
                    new Column("label", ColumnType.STRING));

    @Test
    void writesTheVeryElementsThatServingComputes() {
        var result = succeeded(scans("select array(a, b, a * b) as pixels, label from patients"));
        var transform = transform(result);
        var evaluator = transform.compile();
        var features = new float[3];

        for (String part : List.of("train", "validation", "test")) {
            for (Row row : written(result, part)) {
                double[] pixels = numbers(row, "pixels");
                evaluator.apply(new Object[] {pixels}, features, 0);
                assertThat(floats(row)).isEqualTo(features);
            }
        }
        assertThat(transform.inputs())
                .containsExactly(new Column("pixels", ColumnType.DOUBLE_ARRAY));
        assertThat(prep().find(id(result)).featureNames())
                .containsExactly("pixels[0]", "pixels[1]", "pixels[2]");
    }

    @Test
    void takesArraysOfEveryNumericType() {
        var result =
                succeeded(
                        scans(
                                """
                                select label, array(a, b) as pixels, array(1Y) as bytes, array(2) as ints,
                                       array(3L) as longs, array(4F) as floats, array(5.5BD) as decimals
                                from patients
                                """));

        var row = written(result, "train").getFirst();
        assertThat(List.of("bytes", "ints", "longs", "floats", "decimals"))
                .map(column -> numbers(row, column)[0])
                .containsExactly(1.0, 2.0, 3.0, 4.0, 5.5);
    }

    @Test
    void makesWindowsThatEndBeforeTheirRow() {
        var sql =
                """
                select * from (
                  select month, a, collect_list(a) over (order by month rows between 12 preceding and 1 preceding) as pixels
                  from patients)
                where size(pixels) = 12
                """;
        var target = new TargetSpec("a", TargetSpec.Kind.REGRESSION, null);

        var result = succeeded(request(scans(), recipe(sql, BY_MONTH, target)));

        assertThat(column(written(result, "train"), "month")).startsWith(12L);
        var months = rows();
        for (Row row : written(result, "test")) {
            int month = Math.toIntExact(row.<Long>getAs("month"));
            assertThat(numbers(row, "pixels"))
                    .isEqualTo(
                            IntStream.range(month - 12, month)
                                    .mapToDouble(before -> (Long) months.get(before)[1])
                                    .toArray());
        }
    }

    @Test
    void refusesArraysOfSeveralLengthsInTheTrainingPart() {
        var job =
                prepared(
                        scans(
                                "select array_repeat(b, int(2 + a % 2)) as pixels, label from patients"));

        assertThat(failure(job)).isEqualTo(FailureCode.UNTRAINABLE_DATA);
        assertThat(job.failure().message()).contains("pixels has arrays of 2 to 3 elements");
    }

    @Test
    void refusesARowOfAnotherLengthOutsideTheTrainingPart() {
        var sql =
                "select month, array_repeat(b, if(month = 99, 5, 4)) as pixels, label from patients";

        var job = prepared(request(scans(), recipe(sql, BY_MONTH, label())));

        assertThat(failure(job)).isEqualTo(FailureCode.INVALID_DATA);
        assertThat(job.failure().message())
                .isEqualTo("pixels has 5 elements; 4 are expected, as in the training data");
    }

    @Test
    void refusesAnElementThatIsNullAndAnArrayThatIsNoNumbers() {
        var holed = prepared(scans("select array(a, nullif(a, 3)) as pixels, label from patients"));
        var texts = prepared(scans("select array(label) as pixels, label from patients"));

        assertThat(failure(holed)).isEqualTo(FailureCode.INVALID_DATA);
        assertThat(holed.failure().message()).startsWith("pixels[1] has no value");
        assertThat(failure(texts)).isEqualTo(FailureCode.INVALID_RECIPE);
        assertThat(texts.failure().message()).contains("an array of numbers could");
    }

    @Test
    void refusesALooseListWhoseOrderChanceDecides() {
        var loose = "select label, collect_list(a) as pixels from patients group by label";
        var sorted =
                "select month, sort_array(collect_list(a)) as pixels, first(label) as label from patients group by month";

        var refused = prepared(scans(loose));

        assertThat(failure(refused)).isEqualTo(FailureCode.INVALID_RECIPE);
        assertThat(refused.failure().message()).contains("collect_list");
        assertThat(succeeded(scans(sorted))).containsEntry("features", 1);
    }

    @Test
    void dividesByTheColumnThatNamesThePart() {
        var split = new Split(Split.Kind.COLUMN, "part", null, null, null);
        var sql =
                """
                select month, array(a, b) as pixels, label,
                       case when month >= 90 then 'test' when month >= 80 then 'validation' else 'train' end as part
                from patients
                """;

        var result = succeeded(request(scans(), recipe(sql, split, label())));
        var unnamed =
                prepared(request(scans(), recipe(sql.replace("'test'", "'exam'"), split, label())));

        assertThat(column(written(result, "test"), "month"))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(90, 100).<Object>mapToObj(i -> i).toList());
        assertThat(result).containsEntry("validationRows", 10).containsEntry("trainRows", 80);
        assertThat(failure(unnamed)).isEqualTo(FailureCode.INVALID_DATA);
        assertThat(unnamed.failure().message()).contains("but part is \"exam\" in one");
    }

    @Test
    void preparesDataWithoutATarget() {
        var sql = "select array(a, b) as pixels, month from patients";

        var random = succeeded(request(scans(), recipe(sql, null, TargetSpec.none())));
        var byTime = succeeded(request(scans(), recipe(sql, BY_MONTH, TargetSpec.none())));
        var stratified =
                new Recipe(
                        null,
                        sql,
                        null,
                        new Split(Split.Kind.STRATIFIED, null, null, null, null),
                        TargetSpec.none(),
                        pixels());

        assertThat(column(written(random, "train"), "__label")).containsOnly(0.0);
        assertThat(column(written(byTime, "test"), "month")).endsWith(99L);
        assertThat(prep().find(id(random)).classes()).isNull();
        assertThat(catchThrowable(() -> prepared(request(scans(), stratified))).getMessage())
                .contains("there is no target to keep the shares of");
    }

    private PrepareRequest scans(String sql) {
        return request(scans(), recipe(sql, RANDOM, label()));
    }

    private String scans() {
        return dataset(SCAN, rows());
    }

    private static List<Object[]> rows() {
        var random = new Random(5);
        List<Object[]> rows = new ArrayList<>();
        for (long month = 0; month < 100; month++) {
            rows.add(
                    new Object[] {
                        month, random.nextLong(5), random.nextDouble(), month % 2 == 0 ? "x" : "y"
                    });
        }
        return rows;
    }

    private static Recipe recipe(String sql, Split split, TargetSpec target) {
        return new Recipe(null, sql, null, split, target, pixels());
    }

    private static TargetSpec label() {
        return new TargetSpec("label", TargetSpec.Kind.BINARY, null);
    }

    private static List<FeatureSpec> pixels() {
        return List.of(
                FeatureSpec.columns(List.of("pixels"), new Operation.Array(Scale.STANDARD, null)));
    }

    private static FailureCode failure(Job job) {
        assertThat(job.failure()).isNotNull();
        return job.failure().code();
    }

    private FittedTransform transform(Map<String, Object> result) {
        String key = store.keyOf(result.get("location") + "transform.json");
        return FittedTransform.fromJson(
                new String(store.read(key, 1 << 20), StandardCharsets.UTF_8));
    }

    private static double[] numbers(Row row, String column) {
        return row.<Double>getList(row.fieldIndex(column)).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static float[] floats(Row row) {
        List<Float> list = row.getList(row.fieldIndex("__features"));
        float[] features = new float[list.size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = list.get(i);
        }
        return features;
    }
}
