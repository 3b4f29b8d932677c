package dev.millrace.ingest.parquet;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Hands the values of a row to Parquet; a null is a field that is not written. */
final class RowWriteSupport extends WriteSupport<List<@Nullable Object>> {

    private final MessageType schema;
    private @Nullable RecordConsumer consumer;

    RowWriteSupport(MessageType schema) {
        this.schema = schema;
    }

    @Override
    public WriteContext init(Configuration hadoop) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(List<@Nullable Object> row) {
        var to = consumer;
        if (to == null) {
            throw new IllegalStateException("Parquet must prepare for write first");
        }
        to.startMessage();
        for (int i = 0; i < row.size(); i++) {
            var value = row.get(i);
            if (value != null) {
                var name = schema.getFieldName(i);
                to.startField(name, i);
                add(to, value);
                to.endField(name, i);
            }
        }
        to.endMessage();
    }

    private static void add(RecordConsumer to, Object value) {
        switch (value) {
            case Boolean truth -> to.addBoolean(truth);
            case Long number -> to.addLong(number);
            case Double number -> to.addDouble(number);
            case LocalDate date -> to.addInteger(Math.toIntExact(date.toEpochDay()));
            case Instant instant -> to.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
            case String text -> to.addBinary(Binary.fromString(text));
            default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
        }
    }
}
