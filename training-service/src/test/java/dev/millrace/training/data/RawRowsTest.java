package dev.millrace.training.data;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawRowsTest {

    /** As Spark writes {@code array<double>} and {@code __features}. */
    private static final MessageType SCHEMA =
            Types.buildMessage()
                    .optionalList()
                    .optionalElement(DOUBLE)
                    .named("pixels")
                    .requiredList()
                    .requiredElement(FLOAT)
                    .named("__features")
                    .named("spark_schema");

    @TempDir Path folder;

    @Test
    void readsArraysAsWholesWithTheirMissingElements() throws IOException {
        var many = DoubleStream.iterate(0, i -> i + 1).limit(40).boxed().toArray(Double[]::new);
        var file = write(row(1.5, -2.0), row(3.0, null, 4.0), row(), null, row(many));

        var read = read(file);

        assertThat(read)
                .map(row -> row.values().get("pixels"))
                .element(0)
                .isEqualTo(numbers(1.5, -2));
        assertThat(read.get(1).values().get("pixels")).isEqualTo(numbers(3, Double.NaN, 4));
        assertThat(read.get(2).values().get("pixels")).isEqualTo(numbers());
        assertThat(read.get(3).values()).containsEntry("pixels", null);
        assertThat((double[]) read.get(4).values().get("pixels")).hasSize(40).endsWith(39.0);
        assertThat(read)
                .extracting(RawRow::isSendable)
                .containsExactly(true, false, true, true, true);
        assertThat(read).allMatch(row -> row.features().length == 2);
    }

    private static double[] numbers(double... numbers) {
        return numbers;
    }

    private static Double[] row(Double... elements) {
        return elements;
    }

    private static List<RawRow> read(Path file) throws IOException {
        var rows = new ArrayList<RawRow>();
        var columns = List.of(new Column("pixels", ColumnType.DOUBLE_ARRAY));
        ParquetRows.read(new LocalInputFile(file), new RawRows(columns, rows::add), () -> true);
        return rows;
    }

    private Path write(Double[]... rows) throws IOException {
        var file = folder.resolve("part.parquet");
        try (var writer =
                ExampleParquetWriter.builder(new LocalOutputFile(file))
                        .withType(SCHEMA)
                        .withConf(new PlainParquetConfiguration())
                        .withCodecFactory(new PlainPages())
                        .build()) {
            for (var row : rows) {
                writer.write(group(row));
            }
        }
        return file;
    }

    private static Group group(Double[] elements) {
        var group = new SimpleGroup(SCHEMA);
        if (elements != null) {
            var list = group.addGroup("pixels");
            for (var element : elements) {
                var holder = list.addGroup("list");
                if (element != null) {
                    holder.add("element", element.doubleValue());
                }
            }
        }
        var features = group.addGroup("__features");
        features.addGroup("list").add("element", 1f);
        features.addGroup("list").add("element", 2f);
        return group;
    }

    private static final class PlainPages implements CompressionCodecFactory {

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName name) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput page) {
                    return page;
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return CompressionCodecName.UNCOMPRESSED;
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
