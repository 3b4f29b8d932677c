package dev.millrace.prep.spark;

import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Spark's types and the platform's. */
final class RowTypes {

    private RowTypes() {}

    static DataType sparkType(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> DataTypes.BooleanType;
            case LONG -> DataTypes.LongType;
            case DOUBLE -> DataTypes.DoubleType;
            case DATE -> DataTypes.DateType;
            case TIMESTAMP -> DataTypes.TimestampType;
            case STRING -> DataTypes.StringType;
            case DOUBLE_ARRAY -> DataTypes.createArrayType(DataTypes.DoubleType, true);
        };
    }

    /**
     * The platform's type that holds what a query gives; empty for structs, maps and the like, and
     * for arrays of anything but numbers.
     */
    static Optional<ColumnType> columnType(DataType type) {
        return Optional.ofNullable(
                switch (type) {
                    case BooleanType _ -> ColumnType.BOOLEAN;
                    case ByteType _ -> ColumnType.LONG;
                    case ShortType _ -> ColumnType.LONG;
                    case IntegerType _ -> ColumnType.LONG;
                    case LongType _ -> ColumnType.LONG;
                    case FloatType _ -> ColumnType.DOUBLE;
                    case DoubleType _ -> ColumnType.DOUBLE;
                    case DecimalType _ -> ColumnType.DOUBLE;
                    case DateType _ -> ColumnType.DATE;
                    case TimestampType _ -> ColumnType.TIMESTAMP;
                    case TimestampNTZType _ -> ColumnType.TIMESTAMP;
                    case StringType _ -> ColumnType.STRING;
                    case ArrayType array when array.elementType() instanceof NumericType ->
                            ColumnType.DOUBLE_ARRAY;
                    default -> null;
                });
    }

    static StructType sparkSchema(List<Column> columns) {
        var schema = new StructType();
        for (Column column : columns) {
            schema = schema.add(column.name(), sparkType(column.type()), true);
        }
        return schema;
    }

    /** The columns of a frame whose types are already the platform's. */
    static List<Column> columns(StructType schema) {
        return Arrays.stream(schema.fields())
                .map(field -> new Column(field.name(), columnType(field.dataType()).orElseThrow()))
                .toList();
    }
}
