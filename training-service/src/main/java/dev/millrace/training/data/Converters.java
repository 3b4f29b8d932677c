package dev.millrace.training.data;

import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Takes single Parquet values. */
final class Converters {

    /** Takes floats without boxing them. */
    interface FloatConsumer {
        void accept(float value);
    }

    private Converters() {}

    /** A LIST: group, repeated group, element. */
    static Converter floats(FloatConsumer target) {
        var element =
                new PrimitiveConverter() {
                    @Override
                    public void addFloat(float value) {
                        target.accept(value);
                    }
                };
        return group(group(element));
    }

    /** A LIST of doubles as a whole; an element that is null becomes NaN. */
    static Converter array(Consumer<double[]> target) {
        return new ArrayConverter(target);
    }

    static Converter number(DoubleConsumer target) {
        return new PrimitiveConverter() {
            @Override
            public void addDouble(double value) {
                target.accept(value);
            }
        };
    }

    /** Any value; integers and texts go through a function of their own first. */
    static Converter value(
            Function<Long, Object> integer,
            Function<Binary, Object> bytes,
            Consumer<Object> target) {
        return new PrimitiveConverter() {
            @Override
            public void addBoolean(boolean value) {
                target.accept(value);
            }

            @Override
            public void addInt(int value) {
                target.accept(integer.apply((long) value));
            }

            @Override
            public void addLong(long value) {
                target.accept(integer.apply(value));
            }

            @Override
            public void addFloat(float value) {
                target.accept((double) value);
            }

            @Override
            public void addDouble(double value) {
                target.accept(value);
            }

            @Override
            public void addBinary(Binary value) {
                target.accept(bytes.apply(value));
            }
        };
    }

    private static GroupConverter group(Converter only) {
        return new GroupConverter() {
            @Override
            public Converter getConverter(int field) {
                return only;
            }

            @Override
            public void start() {}

            @Override
            public void end() {}
        };
    }
}
