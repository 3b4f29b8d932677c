package dev.millrace.prep.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.prep.Recipe;
import dev.millrace.contracts.prep.Split;
import dev.millrace.prep.spark.PrepServiceTest;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FeatureSpec;
import dev.millrace.transform.Operation;
import dev.millrace.transform.TargetSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest extends PrepServiceTest {

    private static final LocalDate FIRST = LocalDate.parse("2014-08-22");
    private static final LocalTime TIME = LocalTime.parse("23:30:00.123456");

    private static final List<Column> SALE =
            List.of(
                    new Column("Day", ColumnType.DATE),
                    new Column("At", ColumnType.TIMESTAMP),
                    new Column("Value", ColumnType.DOUBLE));

    @ParameterizedTest
    @ValueSource(strings = {"Day", "At"})
    void makesFeaturesOfDatesAndSplitsAndKeepsThem(String by) {
        var split = new Split(Split.Kind.TIME, by, null, null, null);

        var result = succeeded(request(dataset(SALE, sales(100)), calendar(split)));

        var train = written(result, "train");
        assertThat(column(train, "Day")).hasSize(64).containsExactlyElementsOf(days(0, 64));
        assertThat(column(train, "At")).contains(at(FIRST)).allMatch(Instant.class::isInstance);
        assertThat(column(written(result, "test"), "Day")).containsExactlyElementsOf(days(80, 100));
        for (Row row : train) {
            LocalDate day = row.getAs("Day");
            assertThat(row.<Float>getList(row.fieldIndex("__features")))
                    .startsWith((float) day.getYear(), (float) day.getMonthValue(), 23f);
        }
    }

    @Test
    void takesARandomSplitToo() {
        var split = new Split(Split.Kind.RANDOM, null, null, null, null);

        var result = succeeded(request(dataset(SALE, sales(100)), calendar(split)));

        assertThat(column(written(result, "train"), "At"))
                .allMatch(at -> LocalTime.ofInstant((Instant) at, ZoneOffset.UTC).equals(TIME));
    }

    /** The last feature needs a pass over the training rows. */
    private static Recipe calendar(Split split) {
        return new Recipe(
                null,
                null,
                null,
                split,
                new TargetSpec("Value", TargetSpec.Kind.REGRESSION, TargetSpec.Scale.STANDARD),
                List.of(
                        FeatureSpec.expression("year", "year(Day)"),
                        FeatureSpec.expression("month", "month(Day)"),
                        FeatureSpec.expression("hour", "hour(At)"),
                        FeatureSpec.expression(
                                "weekday", "dayofweek(At)", new Operation.Standard(null))));
    }

    /** Newest first, so that a split has something to sort. */
    private static List<Object[]> sales(int number) {
        List<Object[]> rows = new ArrayList<>();
        for (LocalDate day : days(0, number)) {
            rows.add(new Object[] {day, at(day), (double) day.getDayOfYear()});
        }
        Collections.reverse(rows);
        return rows;
    }

    private static List<LocalDate> days(int from, int to) {
        return FIRST.plusDays(from).datesUntil(FIRST.plusDays(to)).toList();
    }

    private static Instant at(LocalDate day) {
        return day.atTime(TIME).toInstant(ZoneOffset.UTC);
    }
}
