package dev.millrace.prep.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.prep.Profile;
import dev.millrace.contracts.prep.Profile.Bin;
import dev.millrace.contracts.prep.Profile.ColumnProfile;
import dev.millrace.contracts.prep.Profile.ValueCount;
import dev.millrace.contracts.prep.ProfileRequest;
import dev.millrace.prep.spark.PrepServiceTest;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ProfileTest extends PrepServiceTest {

    private static final Path DIABETES = Path.of("../../shared/data/diabetes.csv");

    @Test
    void agreesWithTheReferenceFiguresOfTheDiabetesData() throws IOException {
        Assumptions.assumeTrue(Files.exists(DIABETES), "needs " + DIABETES);
        Profile profile = profile(diabetes(), null, "Outcome");

        Map<String, Double> skewness =
                Map.of(
                        "Pregnancies", .902,
                        "Glucose", .174,
                        "BloodPressure", -1.844,
                        "SkinThickness", .109,
                        "Insulin", 2.272,
                        "BMI", -.429,
                        "DiabetesPedigreeFunction", 1.920,
                        "Age", 1.130);
        skewness.forEach((name, expected) ->
                assertThat(column(profile, name).numbers().skewness())
                        .isCloseTo(expected, within(0.0006)));
        assertThat(column(profile, "Glucose").correlation()).isCloseTo(.4666, within(0.00005));
        assertThat(profile.rows()).isEqualTo(768);
        assertThat(column(profile, "Insulin").topValues().getFirst())
                .isEqualTo(new ValueCount("0", 374));
        assertThat(column(profile, "Outcome").topValues())
                .containsExactly(new ValueCount("0", 500), new ValueCount("1", 268));
    }

    @Test
    void describesEveryColumn() {
        Profile profile = profile(dataset(PATIENT, patients(100)), null, "Outcome");

        ColumnProfile id = column(profile, "Id");
        assertThat(id.distinct()).isEqualTo(100);
        assertThat(id.numbers().mean()).isEqualTo(49.5, within(1e-9));
        assertThat(id.numbers().standardDeviation()).isCloseTo(29.011491975882, within(1e-9));
        assertThat(id.numbers().quantiles())
                .containsEntry("0.25", 24.75)
                .containsEntry("0.5", 49.5)
                .containsEntry("0.99", 98.01);
        assertThat(id.numbers().histogram()).hasSize(20).allMatch(bin -> bin.count() == 5);
        ColumnProfile glucose = column(profile, "Glucose");
        assertThat(glucose.count()).isEqualTo(90);
        assertThat(glucose.missing()).isEqualTo(10);
        ColumnProfile group = column(profile, "Group");
        assertThat(group.numbers()).isNull();
        assertThat(group.distinct()).isEqualTo(3);
        assertThat(group.topValues().stream().mapToLong(ValueCount::count).sum()).isEqualTo(100);
    }

    @Test
    void asksTheRowsAgainWhereAColumnHasTooManyValues() {
        var schema =
                List.of(
                        new Column("number", ColumnType.LONG),
                        new Column("reading", ColumnType.DOUBLE));
        List<Object[]> rows = new ArrayList<>();
        for (long i = 0; i < 12_000; i++) {
            double reading = i == 7 ? Double.NaN : i == 8 ? Double.POSITIVE_INFINITY : i / 2.0;
            rows.add(new Object[] {i % 11_999, reading});
        }

        Profile profile = profile(dataset(schema, rows), null, null);

        ColumnProfile number = column(profile, "number");
        assertThat((double) number.distinct()).isCloseTo(11_999, within(600.0));
        assertThat(number.numbers().quantiles().get("0.5")).isCloseTo(5999, within(30.0));
        assertThat(counts(number)).hasSize(20);
        assertThat(LongStream.of(counts(number)).sum()).isEqualTo(12_000);
        assertThat(number.topValues().getFirst()).isEqualTo(new ValueCount("0", 2));
        ColumnProfile reading = column(profile, "reading");
        assertThat(reading.missing()).isEqualTo(2);
        assertThat(reading.numbers().quantiles().get("0.99")).isCloseTo(5939, within(30.0));
        assertThat(LongStream.of(counts(reading)).sum()).isEqualTo(11_998);
        assertThat(reading.topValues())
                .extracting(ValueCount::value)
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void writesDatesAndTimestampsAsIsoDoes() {
        var schema =
                List.of(new Column("day", ColumnType.DATE), new Column("at", ColumnType.TIMESTAMP));
        var at = Instant.parse("2014-08-22T23:30:00Z");
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {LocalDate.parse("2014-08-22"), at});

        Profile profile = profile(dataset(schema, rows), null, null);

        assertThat(column(profile, "day").topValues())
                .containsExactly(new ValueCount("2014-08-22", 1));
        assertThat(column(profile, "at").topValues())
                .containsExactly(new ValueCount("2014-08-22T23:30:00Z", 1));
    }

    @Test
    void looksAtTheRowsOfAQueryInstead() {
        Profile profile =
                profile(
                        dataset(PATIENT, patients(100)),
                        "select Age * 2 as Twice from dataset where Id < 10",
                        null);

        assertThat(profile.rows()).isEqualTo(10);
        assertThat(profile.columns()).extracting(ColumnProfile::name).containsExactly("Twice");
    }

    private Profile profile(String dataset, @Nullable String sql, @Nullable String target) {
        var request = new ProfileRequest(dataset + "@1", sql, target);
        Job job = ended(prep().profile(null, null, request).getBody());
        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        return prep().findProfile(UUID.fromString(job.result().get("profile").toString()));
    }

    private static long[] counts(ColumnProfile column) {
        return column.numbers().histogram().stream().mapToLong(Bin::count).toArray();
    }

    private static ColumnProfile column(Profile profile, String name) {
        return profile.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String diabetes() throws IOException {
        List<String> lines = Files.readAllLines(DIABETES);
        List<String> names = Arrays.asList(lines.getFirst().strip().split(","));
        List<Column> columns = names.stream().map(name -> new Column(name, type(name))).toList();
        List<Object[]> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.strip().split(",");
            Object[] row = new Object[cells.length];
            for (int i = 0; i < cells.length; i++) {
                row[i] =
                        columns.get(i).type() == ColumnType.LONG
                                ? (Object) Long.valueOf(cells[i])
                                : (Object) Double.valueOf(cells[i]);
            }
            rows.add(row);
        }
        return dataset(columns, rows);
    }

    private static ColumnType type(String name) {
        return List.of("BMI", "DiabetesPedigreeFunction").contains(name)
                ? ColumnType.DOUBLE
                : ColumnType.LONG;
    }
}
