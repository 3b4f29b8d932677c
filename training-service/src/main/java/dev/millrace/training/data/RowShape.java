package dev.millrace.training.data;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.schema.Type;

/** What is wanted of a Parquet row, and where it goes. */
interface RowShape {

    String FEATURES = "__features";
    String LABEL = "__label";

    boolean wants(String column);

    /** Takes the values of a wanted column. */
    Converter converter(Type column);

    void startRow();

    void endRow();
}
