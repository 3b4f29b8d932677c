package dev.millrace.training.data;

import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Gathers a Parquet LIST of doubles; an element that is null becomes NaN. */
final class ArrayConverter extends GroupConverter {

    private final Consumer<double[]> target;
    private final Element element = new Element();
    private double[] elements = new double[16];
    private int length;

    ArrayConverter(Consumer<double[]> target) {
        this.target = target;
    }

    @Override
    public Converter getConverter(int field) {
        return element;
    }

    @Override
    public void start() {
        length = 0;
    }

    @Override
    public void end() {
        target.accept(Arrays.copyOf(elements, length));
    }

    /** The repeated group: its start is an element, whether a value follows or not. */
    private final class Element extends GroupConverter {

        private final PrimitiveConverter value =
                new PrimitiveConverter() {
                    @Override
                    public void addDouble(double number) {
                        elements[length - 1] = number;
                    }
                };

        @Override
        public Converter getConverter(int field) {
            return value;
        }

        @Override
        public void start() {
            if (length == elements.length) {
                elements = Arrays.copyOf(elements, 2 * length);
            }
            elements[length++] = Double.NaN;
        }

        @Override
        public void end() {}
    }
}
