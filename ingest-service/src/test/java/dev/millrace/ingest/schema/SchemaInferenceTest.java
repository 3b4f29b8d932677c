package dev.millrace.ingest.schema;

import static dev.millrace.transform.ColumnType.BOOLEAN;
import static dev.millrace.transform.ColumnType.DATE;
import static dev.millrace.transform.ColumnType.DOUBLE;
import static dev.millrace.transform.ColumnType.LONG;
import static dev.millrace.transform.ColumnType.STRING;
import static dev.millrace.transform.ColumnType.TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.contracts.ingest.DatasetColumn.Widening;
import dev.millrace.ingest.csv.CsvRow;
import dev.millrace.ingest.csv.ReadMistakes;
import dev.millrace.transform.ColumnType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaInferenceTest {

    static Stream<Arguments> columns() {
        return Stream.of(
                Arguments.of(BOOLEAN, List.of("true", "False")),
                Arguments.of(LONG, List.of("1", "-7", "0", "+3", "9223372036854775807")),
                Arguments.of(DOUBLE, List.of("1", "2.5", ".5", "5.", "-1e-3")),
                Arguments.of(DATE, List.of("2026-11-20", "2024-02-29")),
                Arguments.of(
                        TIMESTAMP,
                        List.of(
                                "2026-11-20",
                                "2026-11-20T10:15",
                                "2026-11-20 10:15:30.5",
                                "2026-11-20T10:15:30+02:00")),
                Arguments.of(STRING, List.of("2023-02-29")),
                Arguments.of(STRING, List.of("true", "1")),
                Arguments.of(STRING, List.of("1", "2026-11-20")),
                Arguments.of(STRING, List.of("007", "12")),
                Arguments.of(STRING, List.of("1.5", "00.5")),
                Arguments.of(STRING, List.of("9223372036854775808")),
                Arguments.of(STRING, List.of("1e999")),
                Arguments.of(STRING, List.of("NaN")),
                Arguments.of(STRING, List.of("0x10")),
                Arguments.of(STRING, List.of("1d")),
                Arguments.of(STRING, List.of("\u0661")), // a digit, but not of ours
                Arguments.of(STRING, List.of("1", "")),
                Arguments.of(STRING, List.of()));
    }

    @ParameterizedTest
    @MethodSource("columns")
    void findsTheNarrowestTypeThatEveryValueFits(ColumnType expected, List<String> values) {
        assertThat(infer(values).type()).isEqualTo(expected);
    }

    @Test
    void doesNotDependOnTheOrderOfRows() {
        var random = new Random(7);
        var pool = List.of("1", "2.5", "x", "true", "2026-11-20", "2026-11-20T10:00", "007", "-3");
        for (int i = 0; i < 500; i++) {
            var values =
                    random.ints(1 + random.nextInt(4), 0, pool.size())
                            .mapToObj(pool::get)
                            .collect(java.util.stream.Collectors.toList());
            var type = infer(values).type();
            Collections.shuffle(values, random);
            assertThat(infer(values).type()).as("%s", values).isEqualTo(type);
        }
    }

    @Test
    void countsNullsAndIgnoresThemOtherwise() {
        var column = infer(Arrays.asList(null, "1", null));

        assertThat(column.type()).isEqualTo(LONG);
        assertThat(column.nulls()).isEqualTo(2);
    }

    @Test
    void showsWhatSpoiledAMostlyNumericColumn() {
        assertThat(infer(List.of("1", "2", "unknown", "n/a", "3")).widenedBy())
                .isEqualTo(new Widening(4, "unknown"));
        assertThat(infer(List.of("a", "b", "3")).widenedBy()).isNull();
        assertThat(infer(List.of("1", "2.5")).widenedBy()).isNull();
    }

    @Test
    void refusesValuesThatDoNotFitADeclaredTypeWithLineColumnAndValue() {
        var mistakes = new ReadMistakes();
        var inference = new SchemaInference(List.of("age"), Map.of("age", LONG), mistakes);

        inference.add(new CsvRow(2, List.of("31")));
        inference.add(new CsvRow(3, List.of("old")));

        var failure = catchThrowableOfType(PlatformException.class, mistakes::throwIfAny);
        assertThat(failure.failure().mistakes())
                .containsExactly(
                        Mistake.at(
                                3,
                                "age",
                                "\"old\" is not a LONG; declare another type in csv.types, or name it in csv.nullTokens if it means null"));
    }

    @Test
    void readsNumbersWithLeadingZerosWhereTheyAreDeclared() {
        assertThat(TextValues.read(LONG, "007")).isEqualTo(7L);
        assertThat(TextValues.read(DOUBLE, "9223372036854775808")).isEqualTo(0x1p63);
    }

    private static DatasetColumn infer(List<String> values) {
        var inference = new SchemaInference(List.of("x"), Map.of(), new ReadMistakes());
        long line = 2;
        for (var value : values) {
            inference.add(new CsvRow(line++, Collections.singletonList(value)));
        }
        return inference.columns().getFirst();
    }
}
