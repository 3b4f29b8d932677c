package dev.millrace.ingest.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Types;

/** The one mapping from our types to Parquet's; Spark reads back the types of the same name. */
final class ParquetSchema {

    private ParquetSchema() {}

    static MessageType of(List<Column> columns) {
        var message = Types.buildMessage();
        for (var column : columns) {
            message.addField(field(column.type()).named(column.name()));
        }
        return message.named("row");
    }

    private static Types.PrimitiveBuilder<PrimitiveType> field(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> Types.optional(BOOLEAN);
            case LONG -> Types.optional(INT64);
            case DOUBLE -> Types.optional(DOUBLE);
            case DATE -> Types.optional(INT32).as(dateType());
            case TIMESTAMP -> Types.optional(INT64).as(timestampType(true, TimeUnit.MICROS));
            case STRING -> Types.optional(BINARY).as(stringType());
            case DOUBLE_ARRAY ->
                    throw new IllegalArgumentException("no source has a column of arrays");
        };
    }
}
