package dev.millrace.prep.prepared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.prep.ColumnStatistics;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.contracts.prep.Split;
import dev.millrace.kit.store.StoredObject;
import dev.millrace.prep.spark.PrepServiceTest;
import dev.millrace.transform.FittedTransform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PreparationTest extends PrepServiceTest {

    /** So many rows that Spark plans anew between stages and compiles its plans. */
    private static final long LARGE = 1_000_000;

    @Test
    void keepsTheSharesOfTheClassesExactly() {
        var result = succeeded(request(dataset(PATIENT, patients(300)), recipe((Split) null)));

        // 100 positive: 20 test, 16 validation; 200 negative: 40 test, 32 validation
        assertThat(result)
                .containsEntry("testRows", 60)
                .containsEntry("validationRows", 48)
                .containsEntry("trainRows", 192);
        assertThat(column(written(result, "test"), "Outcome"))
                .filteredOn(label -> label.equals(1L))
                .hasSize(20);
        assertThat(column(written(result, "validation"), "Outcome"))
                .filteredOn(label -> label.equals(1L))
                .hasSize(16);
    }

    @Test
    void writesTheVeryFeaturesThatServingComputes() {
        var result = succeeded(request(dataset(PATIENT, patients(300)), recipe((Split) null)));
        FittedTransform transform = transform(result);
        var evaluator = transform.compile();

        for (String part : List.of("train", "validation", "test")) {
            for (Row row : written(result, part)) {
                Object[] raw =
                        transform.inputs().stream()
                                .map(input -> row.<Object>getAs(input.name()))
                                .toArray();
                float[] expected = new float[transform.width()];
                evaluator.apply(raw, expected, 0);

                assertThat(features(row)).isEqualTo(expected);
                assertThat(row.<Double>getAs("__label"))
                        .isEqualTo(transform.target().encode(row.getAs("Outcome")));
            }
        }
        assertThat(transform.hash()).isEqualTo(result.get("transformHash"));
        assertDescribed(result);
    }

    /** Against the rows of the training part as they were written. */
    private void assertDescribed(Map<String, Object> result) {
        var rows = written(result, "train");
        var statistics =
                prep().statistics(id(result)).stream()
                        .collect(Collectors.toMap(ColumnStatistics::name, column -> column));

        assertThat(statistics).containsOnlyKeys("Id", "Glucose", "Group", "Age", "Outcome");
        assertThat(statistics.values()).allMatch(column -> column.rows() == rows.size());
        var glucose = statistics.get("Glucose");
        var numbers = new SummaryStatistics();
        for (Object value : column(rows, "Glucose")) {
            if (value != null) {
                numbers.addValue((Double) value);
            }
        }
        assertThat(glucose.missing()).isPositive().isEqualTo(rows.size() - numbers.getN());
        assertThat(glucose.numbers().min()).isEqualTo(numbers.getMin());
        assertThat(glucose.numbers().max()).isEqualTo(numbers.getMax());
        assertThat(glucose.numbers().mean()).isCloseTo(numbers.getMean(), within(1e-9));
        assertThat(glucose.numbers().standardDeviation())
                .isCloseTo(numbers.getStandardDeviation(), within(1e-9));
        assertThat(glucose.values()).isNull();
        var groups = statistics.get("Group");
        var most = groups.values().top().getFirst();
        assertThat(groups.values().distinct()).isEqualTo(3);
        assertThat(Collections.frequency(column(rows, "Group"), most.value()))
                .isEqualTo((int) most.count());
        assertThat(groups.numbers()).isNull();
    }

    @Test
    void answersWhatWasPreparedBeforeWhenTheSameIsAskedAgain() {
        var request = request(newDataset(PATIENT, patients(120)), recipe((Split) null));

        var first = succeeded(request);
        var second = succeeded(request);

        assertThat(first).containsEntry("existing", false);
        assertThat(second)
                .containsEntry("existing", true)
                .containsEntry("preparedData", first.get("preparedData"));
    }

    @Test
    void writesTheSameBytesFromTheSameRowsInAnotherOrderAndOtherPartitionsAndAsLargeData() {
        List<Object[]> rows = patients(300);
        var shuffled = frame(PATIENT, reversed(rows)).repartition(7);

        var one = succeeded(request(dataset(PATIENT, rows), recipe((Split) null)));
        var other =
                succeeded(
                        request(dataset(columns(PATIENT), shuffled, LARGE), recipe((Split) null)));

        assertThat(bytes(other)).containsExactlyEntriesOf(bytes(one));
        assertThat(other.get("transformHash")).isEqualTo(one.get("transformHash"));
    }

    @Test
    void learnsFromTheTrainingPartOnly() {
        List<Object[]> rows = patients(100);
        var before = succeeded(request(dataset(PATIENT, rows), recipe(byTime())));
        rows.set(99, new Object[] {99L, 1e6, "a", 79L, 0L}); // the newest row, hence a test row
        var after = succeeded(request(dataset(PATIENT, rows), recipe(byTime())));

        assertThat(column(written(after, "test"), "Glucose")).contains(1e6);
        assertThat(after.get("transformHash")).isEqualTo(before.get("transformHash"));
    }

    @Test
    void splitsByTimeWithTheNewestRowsForTheTest() {
        var result = succeeded(request(dataset(PATIENT, patients(100)), recipe(byTime())));

        assertThat(column(written(result, "train"), "Id")).hasSize(64).startsWith(0L).endsWith(63L);
        assertThat(column(written(result, "validation"), "Id")).startsWith(64L).endsWith(79L);
        assertThat(column(written(result, "test"), "Id")).startsWith(80L).endsWith(99L);
    }

    @Test
    void evaluatesViewsInTheirOrderAndQueriesTheLastOne() {
        Map<String, String> views = new LinkedHashMap<>();
        views.put("younger", "select * from patients where Age < 60");
        views.put("grown", "select *, Age + 1 as Older from younger where Age > 30");
        var recipe = new Recipe(views, null, null, null, target(), features());

        var result = succeeded(request(dataset(PATIENT, patients(300)), recipe));

        assertThat(column(written(result, "train"), "Age"))
                .allMatch(age -> (long) age > 30 && (long) age < 60);
        assertThat(written(result, "train").getFirst().<Long>getAs("Older"))
                .isEqualTo(written(result, "train").getFirst().<Long>getAs("Age") + 1);
        assertThat(prep().find(id(result)).recipe().views().keySet())
                .containsExactly("younger", "grown");
    }

    @Test
    void keepsItsDatasetsFromBeingDeletedAndLetsGoWithItself() {
        String dataset = newDataset(PATIENT, patients(120));
        var result = succeeded(request(dataset, recipe((Split) null)));
        String reference = dataset + "/1/prep:" + id(result);
        assertThat(INGEST.references()).contains(reference);

        prep().addReference(id(result), "training:model@1");
        assertThatThrownBy(() -> prep().delete(id(result)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status).isEqualTo(409))
                .hasMessageContaining("training:model@1");
        prep().removeReference(id(result), "training:model@1");
        prep().delete(id(result));

        assertThat(INGEST.references()).doesNotContain(reference);
        assertThat(store.list(store.keyOf(result.get("location").toString()))).isEmpty();
        assertThatThrownBy(() -> prep().find(id(result)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status).isEqualTo(404));
    }

    private static Split byTime() {
        return new Split(Split.Kind.TIME, "Id", null, null, null);
    }

    private FittedTransform transform(Map<String, Object> result) {
        String key = store.keyOf(result.get("location") + "transform.json");
        return FittedTransform.fromJson(
                new String(store.read(key, 1 << 20), StandardCharsets.UTF_8));
    }

    private Map<String, List<Byte>> bytes(Map<String, Object> result) {
        String prefix = store.keyOf(result.get("location").toString());
        Map<String, List<Byte>> bytes = new LinkedHashMap<>();
        for (StoredObject object : store.list(prefix)) {
            List<Byte> content = new ArrayList<>();
            for (byte one : store.read(object.key(), 1 << 24)) {
                content.add(one);
            }
            bytes.put(object.key().substring(prefix.length()), content);
        }
        assertThat(bytes)
                .containsOnlyKeys(
                        "train/part-00000.parquet",
                        "validation/part-00000.parquet",
                        "test/part-00000.parquet",
                        "transform.json",
                        "statistics.json");
        return bytes;
    }

    private static float[] features(Row row) {
        List<Float> list = row.getList(row.fieldIndex("__features"));
        float[] features = new float[list.size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = list.get(i);
        }
        return features;
    }
}
