package dev.millrace.prep.spark;

import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** A row's values as the transform takes them. */
final class RowValues {

    private RowValues() {}

    /** Spark's own class for all but arrays, whose elements that are null become NaN. */
    static @Nullable Object of(Row row, int column) {
        return row.get(column) instanceof Seq<?> elements
                ? numbers(CollectionConverters.asJava(elements))
                : row.get(column);
    }

    private static double[] numbers(List<?> elements) {
        double[] numbers = new double[elements.size()];
        int i = 0;
        for (Object element : elements) {
            numbers[i++] = element == null ? Double.NaN : (Double) element;
        }
        return numbers;
    }
}
