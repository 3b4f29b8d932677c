package dev.millrace.training.data;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads features and label of a row group straight from their columns, without records. */
final class FeatureColumns {

    private final RowGroup group;
    private final RowCheck check;

    FeatureColumns(RowGroup group, RowCheck check) {
        this.group = group;
        this.check = check;
    }

    void read(ParquetFileReader reader, RowSink target) throws IOException {
        var schema = wanted(reader.getFileMetaData().getSchema());
        var lists = column(schema, RowShape.FEATURES);
        if (lists == null) {
            throw new IOException("%s has no column %s".formatted(group.file(), RowShape.FEATURES));
        }
        reader.setRequestedSchema(schema);
        var pages = reader.readRowGroup(group.index());
        var columns =
                new ColumnReadStoreImpl(
                        pages,
                        new Unassembled(schema),
                        schema,
                        reader.getFileMetaData().getCreatedBy());
        var labels = column(schema, RowShape.LABEL);
        rows(
                pages,
                new FeaturePages(pages, lists),
                labels == null ? null : columns.getColumnReader(labels),
                target);
    }

    private void rows(
            PageReadStore pages, FeaturePages rows, @Nullable ColumnReader labels, RowSink target)
            throws IOException {
        var file = group.file().toString();
        for (long row = 1; row <= pages.getRowCount(); row++) {
            if (!rows.next()) {
                throw new IOException("%s lacks features of its last rows".formatted(file));
            }
            double label = labels == null ? Double.NaN : label(labels);
            check.require(
                    rows.values(), rows.from(), rows.width(), label, file, group.firstRow() + row);
            target.row(rows.values(), rows.from(), Double.isNaN(label) ? 0 : (float) label);
        }
    }

    private static double label(ColumnReader labels) {
        boolean isPresent =
                labels.getCurrentDefinitionLevel()
                        == labels.getDescriptor().getMaxDefinitionLevel();
        double label = isPresent ? labels.getDouble() : Double.NaN;
        labels.consume();
        return label;
    }

    private static MessageType wanted(MessageType schema) {
        List<Type> fields =
                schema.getFields().stream()
                        .filter(field ->
                                field.getName().equals(RowShape.FEATURES)
                                        || field.getName().equals(RowShape.LABEL))
                        .toList();
        return new MessageType(schema.getName(), fields);
    }

    private static @Nullable ColumnDescriptor column(MessageType schema, String name) {
        return schema.getColumns().stream()
                .filter(column -> column.getPath()[0].equals(name))
                .findFirst()
                .orElse(null);
    }
}
