package dev.millrace.training.data;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;

/** Takes the place of converters, which column readers want to have and never call. */
final class Unassembled extends GroupConverter {

    private final GroupType group;

    Unassembled(GroupType group) {
        this.group = group;
    }

    @Override
    public Converter getConverter(int field) {
        var type = group.getType(field);
        return type.isPrimitive()
                ? new PrimitiveConverter() {}
                : new Unassembled(type.asGroupType());
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
}
