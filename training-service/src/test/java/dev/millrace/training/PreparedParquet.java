package dev.millrace.training;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.xerial.snappy.Snappy;

/** Writes Parquet as Spark writes prepared data: snappy pages, three-level lists, a file each. */
final class PreparedParquet {

    /** As Spark has it for a label of that class. */
    private static MessageType schema(Object label) {
        var raw =
                Types.buildMessage()
                        .optional(DOUBLE)
                        .named("x")
                        .optional(DOUBLE)
                        .named("y")
                        .optional(BINARY)
                        .as(stringType())
                        .named("kind")
                        .optional(INT32)
                        .as(dateType())
                        .named("day");
        var labelled =
                switch (label) {
                    case Long _ -> raw.optional(INT64).named("label");
                    case Double _ -> raw.optional(DOUBLE).named("label");
                    default -> raw.optional(BINARY).as(stringType()).named("label");
                };
        return labelled.optionalList()
                .optionalElement(FLOAT)
                .named("__features")
                .optional(DOUBLE)
                .named("__label")
                .named("spark_schema");
    }

    /** Values of x, y, kind, day and the label, and what the transform makes of them. */
    record Row(Object[] values, float[] features, double label) {}

    private PreparedParquet() {}

    static byte[] bytes(List<Row> rows) throws IOException {
        return bytes(rows, 128 << 20);
    }

    static byte[] bytes(Iterable<Row> rows, int rowGroupBytes) throws IOException {
        var folder = Files.createTempDirectory("parquet-");
        var file = folder.resolve("part.parquet");
        try (var writer =
                new Builder(new LocalOutputFile(file), schema(rows.iterator().next().values()[4]))
                        .withConf(new PlainParquetConfiguration())
                        .withCodecFactory(new SnappyWriter())
                        .withCompressionCodec(CompressionCodecName.SNAPPY)
                        .withRowGroupSize((long) rowGroupBytes)
                        .build()) {
            for (var row : rows) {
                writer.write(row);
            }
        }
        var bytes = Files.readAllBytes(file);
        Files.deleteIfExists(folder.resolve(".part.parquet.crc"));
        Files.delete(file);
        Files.delete(folder);
        return bytes;
    }

    private static final class Builder extends ParquetWriter.Builder<Row, Builder> {

        private final MessageType schema;

        Builder(OutputFile file, MessageType schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Row> getWriteSupport(Configuration unused) {
            return new RowWriter(schema);
        }

        @Override
        protected WriteSupport<Row> getWriteSupport(ParquetConfiguration unused) {
            return new RowWriter(schema);
        }
    }

    private static final class RowWriter extends WriteSupport<Row> {

        private final MessageType schema;
        private RecordConsumer out;

        RowWriter(MessageType schema) {
            this.schema = schema;
        }

        @Override
        public WriteContext init(Configuration unused) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration unused) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(Row row) {
            out.startMessage();
            for (int index = 0; index < row.values().length; index++) {
                var value = row.values()[index];
                if (value != null) {
                    field(index, () -> put(value));
                }
            }
            field(5, () -> features(row.features()));
            field(6, () -> out.addDouble(row.label()));
            out.endMessage();
        }

        private void features(float[] features) {
            out.startGroup();
            out.startField("list", 0);
            for (float feature : features) {
                out.startGroup();
                out.startField("element", 0);
                out.addFloat(feature);
                out.endField("element", 0);
                out.endGroup();
            }
            out.endField("list", 0);
            out.endGroup();
        }

        private void put(Object value) {
            switch (value) {
                case Long number -> out.addLong(number);
                case Double number -> out.addDouble(number);
                case String text -> out.addBinary(Binary.fromString(text));
                case LocalDate day -> out.addInteger((int) day.toEpochDay());
                default -> throw new IllegalArgumentException(value.toString());
            }
        }

        private void field(int index, Runnable content) {
            var name = schema.getFieldName(index);
            out.startField(name, index);
            content.run();
            out.endField(name, index);
        }
    }

    private static final class SnappyWriter implements CompressionCodecFactory {

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName name) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput page) throws IOException {
                    return BytesInput.from(Snappy.compress(page.toByteArray()));
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return name;
                }

                @Override
                public void release() {}
            };
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void release() {}
    }
}
