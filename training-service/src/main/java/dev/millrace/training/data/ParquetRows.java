package dev.millrace.training.data;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/** Reads the wanted columns of one file, row by row, one row group in memory at a time. */
final class ParquetRows {

    private ParquetRows() {}

    static MessageType schema(InputFile file) throws IOException {
        try (var reader = ParquetFileReader.open(file, options())) {
            return reader.getFileMetaData().getSchema();
        }
    }

    private static ParquetReadOptions options() {
        return ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new SnappyCodec())
                .build();
    }

    static void read(InputFile file, RowShape shape, BooleanSupplier more) throws IOException {
        try (var reader = ParquetFileReader.open(file, options())) {
            var schema = wanted(reader.getFileMetaData().getSchema(), shape);
            reader.setRequestedSchema(schema);
            var columns = new ColumnIOFactory().getColumnIO(schema);
            var pages = reader.readNextRowGroup();
            while (pages != null && more.getAsBoolean()) {
                var records = columns.getRecordReader(pages, new Into(schema, shape));
                for (long row = 0; row < pages.getRowCount() && more.getAsBoolean(); row++) {
                    records.read();
                }
                pages = reader.readNextRowGroup();
            }
        }
    }

    private static MessageType wanted(MessageType schema, RowShape shape) {
        var fields =
                schema.getFields().stream().filter(field -> shape.wants(field.getName())).toList();
        return new MessageType(schema.getName(), fields);
    }

    /** Hands values to the shape's converters; the record itself is of no interest. */
    private static final class Into extends RecordMaterializer<Object> {

        private static final Object DONE = new Object();

        private final GroupConverter root;

        Into(MessageType schema, RowShape shape) {
            var converters =
                    schema.getFields().stream().map(shape::converter).toArray(Converter[]::new);
            root =
                    new GroupConverter() {
                        @Override
                        public Converter getConverter(int field) {
                            return converters[field];
                        }

                        @Override
                        public void start() {
                            shape.startRow();
                        }

                        @Override
                        public void end() {
                            shape.endRow();
                        }
                    };
        }

        @Override
        public Object getCurrentRecord() {
            return DONE;
        }

        @Override
        public GroupConverter getRootConverter() {
            return root;
        }
    }
}
