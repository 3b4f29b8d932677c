package dev.millrace.ingest.ingestion;

import static dev.millrace.transform.ColumnType.DATE;
import static dev.millrace.transform.ColumnType.DOUBLE;
import static dev.millrace.transform.ColumnType.LONG;
import static dev.millrace.transform.ColumnType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.contracts.ingest.CsvOptions;
import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.contracts.ingest.DatasetVersion;
import dev.millrace.ingest.IngestService;
import dev.millrace.kit.test.MillraceTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Files from the wild, where the shared folder with them is present beside the repository. */
@MillraceTest
class RealFilesTest {

    private static final Path FOLDER = Path.of("../../shared/data").toAbsolutePath().normalize();
    private static final List<String> CENSUS =
            List.of(
                    "age",
                    "workclass",
                    "fnlwgt",
                    "education",
                    "education_num",
                    "marital_status",
                    "occupation",
                    "relationship",
                    "race",
                    "sex",
                    "capital_gain",
                    "capital_loss",
                    "hours_per_week",
                    "native_country",
                    "income");

    @LocalServerPort int port;
    private IngestService ingest;

    @BeforeAll
    static void needsTheSharedFolder() {
        assumeTrue(Files.isDirectory(FOLDER), "skipped: there is no folder " + FOLDER);
    }

    @BeforeEach
    void connect() {
        ingest = new IngestService(port);
    }

    @Test
    void readsTheDiabetesData() {
        var version = read("diabetes", null);

        assertThat(version.rows()).isEqualTo(768);
        assertThat(version.columns())
                .extracting(DatasetColumn::type)
                .containsExactly(LONG, LONG, LONG, LONG, LONG, DOUBLE, DOUBLE, LONG, LONG);
    }

    @Test
    void readsTheCensusWithoutHeaderWithBlanksAndQuestionMarks() {
        var options = new CsvOptions(null, null, null, false, CENSUS, List.of("", "?"), null, null);

        var version = read("adult_train", options);

        assertThat(version.rows()).isEqualTo(32_561);
        assertThat(version.columns().getFirst().type()).isEqualTo(LONG);
        assertThat(version.columns().get(1).nulls()).isEqualTo(1836);
        assertThat(version.columns().get(6).nulls()).isEqualTo(1843);
        assertThat(version.columns().get(13).nulls()).isEqualTo(583);
        assertThat(ingest.api.preview(version.dataset(), "1", 1).rows().getFirst())
                .containsEntry("workclass", "State-gov")
                .containsEntry("income", "<=50K");
    }

    @Test
    void readsPricesWithDates() {
        var version = read("tsla", null);

        assertThat(version.rows()).isEqualTo(3248);
        assertThat(version.columns())
                .extracting(DatasetColumn::type)
                .containsExactly(DATE, DOUBLE, DOUBLE, DOUBLE, DOUBLE, DOUBLE, LONG);
        assertThat(version.columns()).extracting(DatasetColumn::name).contains("Adj Close");
    }

    @Test
    void readsDatesThatAreNotIsoAsTexts() {
        var version = read("tsla_dirty_2024", null);

        assertThat(version.rows()).isEqualTo(3322);
        assertThat(version.columns().getFirst().type()).isEqualTo(STRING);
    }

    @Test
    void readsIris() {
        var version = read("iris", null);

        assertThat(version.rows()).isEqualTo(150);
        assertThat(version.columns())
                .extracting(DatasetColumn::type)
                .containsExactly(DOUBLE, DOUBLE, DOUBLE, DOUBLE, STRING);
    }

    @Test
    void readsQuotedNamesAndValues() {
        var version = read("airline_passengers", null);

        assertThat(version.rows()).isEqualTo(144);
        assertThat(version.columns()).extracting(DatasetColumn::type).containsExactly(STRING, LONG);
    }

    private DatasetVersion read(String name, CsvOptions options) {
        return ingest.version(name.replace('_', '-'), FOLDER.resolve(name + ".csv"), options);
    }
}
