package dev.millrace.ingest.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("truth", ColumnType.BOOLEAN),
                    new Column("long number", ColumnType.LONG),
                    new Column("double", ColumnType.DOUBLE),
                    new Column("date", ColumnType.DATE),
                    new Column("at", ColumnType.TIMESTAMP),
                    new Column("text, odd", ColumnType.STRING));

    @TempDir Path folder;

    @Test
    void givesBackEveryTypeExactly() throws IOException {
        List<Object> row =
                List.of(
                        true,
                        Long.MIN_VALUE,
                        0.1,
                        LocalDate.parse("1899-12-31"),
                        Instant.parse("1969-12-31T23:59:59.999999Z"),
                        "käse\n\"quoted\"");

        assertThat(roundTrip(row)).containsExactly(row);
    }

    @Test
    void givesBackNulls() throws IOException {
        List<Object> row = Collections.nCopies(COLUMNS.size(), null);

        assertThat(roundTrip(row)).containsExactly(row);
    }

    @Test
    void writesTheTypesThatSparkReadsBack() {
        assertThat(ParquetSchema.of(COLUMNS).toString().lines().map(String::strip))
                .containsExactly(
                        "message row {",
                        "optional boolean truth;",
                        "optional int64 long number;",
                        "optional double double;",
                        "optional int32 date (DATE);",
                        "optional int64 at (TIMESTAMP(MICROS,true));",
                        "optional binary text, odd (STRING);",
                        "}");
    }

    private List<List<Object>> roundTrip(List<Object> row) throws IOException {
        Path path = folder.resolve("rows.parquet");
        try (var file = new RowFile(Files.newOutputStream(path), COLUMNS)) {
            file.write(Arrays.asList(row.toArray()));
        }
        return ParquetRows.read(path, COLUMNS);
    }
}
