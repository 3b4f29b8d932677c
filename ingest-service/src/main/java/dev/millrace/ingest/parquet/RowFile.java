package dev.millrace.ingest.parquet;

import dev.millrace.transform.Column;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** One Parquet file that is being written; holds at most one row group in memory. */
public final class RowFile implements Closeable {

    private static final long ROW_GROUP_BYTES = 32L << 20;

    private final ParquetWriter<List<@Nullable Object>> writer;

    /** Takes the stream over: {@link #close()} closes it. */
    public RowFile(OutputStream stream, List<Column> columns) throws IOException {
        writer =
                new Builder(new StreamedOutput(stream), ParquetSchema.of(columns))
                        .withConf(new PlainParquetConfiguration())
                        .withCodecFactory(new SnappyCodec())
                        .withCompressionCodec(CompressionCodecName.SNAPPY)
                        .withRowGroupSize(ROW_GROUP_BYTES)
                        .build();
    }

    /** Values in the order of the columns, each of its type's class or null. */
    public void write(List<@Nullable Object> row) throws IOException {
        writer.write(row);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder
            extends ParquetWriter.Builder<List<@Nullable Object>, Builder> {

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
        protected WriteSupport<List<@Nullable Object>> getWriteSupport(Configuration hadoop) {
            return new RowWriteSupport(schema);
        }

        @Override
        protected WriteSupport<List<@Nullable Object>> getWriteSupport(
                ParquetConfiguration configuration) {
            return new RowWriteSupport(schema);
        }
    }
}
