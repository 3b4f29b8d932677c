package dev.millrace.ingest.parquet;

import dev.millrace.transform.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;

/** Reads whole Parquet files back, as an oracle for what was written. */
public final class ParquetRows {

    private ParquetRows() {}

    public static List<List<Object>> read(Path path, List<Column> columns) throws IOException {
        var options =
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new SnappyCodec())
                        .build();
        var rows = new ArrayList<List<Object>>();
        try (var file = ParquetFileReader.open(new LocalInputFile(path), options)) {
            var schema = file.getFileMetaData().getSchema();
            var io = new ColumnIOFactory().getColumnIO(schema);
            for (var pages = file.readNextRowGroup();
                    pages != null;
                    pages = file.readNextRowGroup()) {
                var reader = io.getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    rows.add(values(reader.read(), columns));
                }
            }
        }
        return rows;
    }

    private static List<Object> values(Group row, List<Column> columns) {
        var values = new ArrayList<Object>();
        for (var column : columns) {
            boolean isNull = row.getFieldRepetitionCount(column.name()) == 0;
            values.add(isNull ? null : value(row, column));
        }
        return values;
    }

    private static Object value(Group row, Column column) {
        var name = column.name();
        return switch (column.type()) {
            case BOOLEAN -> row.getBoolean(name, 0);
            case LONG -> row.getLong(name, 0);
            case DOUBLE -> row.getDouble(name, 0);
            case DATE -> LocalDate.ofEpochDay(row.getInteger(name, 0));
            case DOUBLE_ARRAY -> throw new AssertionError("no source has arrays");
            case TIMESTAMP -> Instant.EPOCH.plus(row.getLong(name, 0), ChronoUnit.MICROS);
            case STRING -> row.getString(name, 0);
        };
    }
}
