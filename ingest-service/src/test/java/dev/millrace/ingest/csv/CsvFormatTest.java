package dev.millrace.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.ingest.CsvOptions;
import dev.millrace.transform.ColumnType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvFormatTest {

    @Test
    void listsEveryMistakeInTheOptions() {
        var options =
                new CsvOptions(
                        ",,",
                        "\n",
                        "UTF-9",
                        false,
                        List.of("a", "A", ""),
                        null,
                        null,
                        Map.of("z", ColumnType.LONG));

        var failure = catchThrowableOfType(PlatformException.class, () -> CsvFormat.of(options));

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(failure.failure().mistakes())
                .extracting(Mistake::field)
                .containsExactlyInAnyOrder(
                        "csv.delimiter",
                        "csv.quote",
                        "csv.encoding",
                        "csv.columns[1]",
                        "csv.columns[2]",
                        "csv.types.z");
    }

    @Test
    void wantsNamesEitherFromTheHeaderOrGiven() {
        var neither = new CsvOptions(null, null, null, false, null, null, null, null);
        var both = new CsvOptions(null, null, null, true, List.of("a"), null, null, null);

        for (var options : List.of(neither, both)) {
            var failure =
                    catchThrowableOfType(PlatformException.class, () -> CsvFormat.of(options));
            assertThat(failure.failure().mistakes())
                    .extracting(Mistake::field)
                    .containsExactly("csv.columns");
        }
    }

    @Test
    void isTheSameAfterItsOptionsWereStoredAndReadAgain() {
        var options =
                new CsvOptions(
                        ";", null, null, false, List.of("a", "b"), List.of("?", ""), null, null);

        var format = CsvFormat.of(options);

        assertThat(CsvFormat.of(format.canonical())).isEqualTo(format);
    }
}
